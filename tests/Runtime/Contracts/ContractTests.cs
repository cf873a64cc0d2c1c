using System.Reflection;

namespace LiveChat.Runtime.Contracts;

/// <summary>What Orleans needs of every contract, whether or not the engine that runs here looks at it.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Everything_that_crosses_has_a_codec_ids_and_names()
    {
        var walker = new ContractWalker(Assembly.Load("LiveChat.Grains.Interfaces"));
        walker.Walk().Should().BeEmpty();
        walker.Types.Should().BePositive();
    }

    [Fact]
    public void The_walk_finds_what_is_wrong()
    {
        var problems = new ContractWalker(typeof(ContractTests).Assembly).Walk();
        problems.Should().Contain(each => each.StartsWith($"{typeof(Flawed).FullName}.Forgotten ") && each.Contains("no [Id]"));
        problems.Should().Contain(each => each.StartsWith($"{typeof(Flawed).FullName} ") && each.Contains("[Alias]"));
        problems.Should().Contain(each => each.StartsWith($"{typeof(Flawed).FullName} ") && each.Contains("[Immutable]"));
    }

#pragma warning disable ORLEANS0004 // The forgotten [Id] that the walk must find; Orleans' own analyzer finds it too.
    [GenerateSerializer]
    internal sealed class Flawed
    {
        [Id(0)] public int Good { get; set; }

        public int Forgotten { get; set; }
    }
#pragma warning restore ORLEANS0004
}
