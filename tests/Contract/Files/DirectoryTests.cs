using LiveChat.Files;
using LiveChat.Silo.Storage.Files;

namespace LiveChat.Contract.Files;

/// <summary>Bytes in a directory.</summary>
public sealed class DirectoryTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("livechat-files-");

    private FileDirectory Bytes => new(_root.FullName, 0);

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void What_is_kept_lies_by_its_day_and_is_read_again()
    {
        var place = FilePlaces.Of(Guid.CreateVersion7(), Chat.Start);
        Write("x", 7);
        Bytes.Keep("x", place);
        File.ReadAllBytes(Path.Combine(_root.FullName, "2026", "11", "20", place.Split('/')[^1])).Should().Equal(7);
        using (var read = Bytes.Open(place)) read!.ReadByte().Should().Be(7);
        Bytes.Remove(place);
        Bytes.Remove(place);
        Bytes.Open(place).Should().BeNull();
        Bytes.Open("1999/01/01/nothing").Should().BeNull();
    }

    [Fact]
    public void What_is_dropped_leaves_nothing()
    {
        Write("x", 7);
        Bytes.Drop("x");
        Bytes.Drop("x");
        _root.GetFiles("*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void Received_bytes_of_dead_processes_go_a_bounded_number_at_a_time()
    {
        foreach (var name in new[] { "a", "b", "c" }) Write(name, 1);
        Bytes.DropReceivedBefore(Chat.Start.AddYears(-50), 10).Should().Be(0);
        Bytes.DropReceivedBefore(Chat.Start.AddYears(50), 2).Should().Be(2);
        Bytes.DropReceivedBefore(Chat.Start.AddYears(50), 2).Should().Be(1);
    }

    [Fact]
    public void Without_room_nothing_is_received()
    {
        var receive = () => new FileDirectory(_root.FullName, long.MaxValue).Receive("x");
        receive.Should().Throw<FileSpaceException>();
        _root.GetFiles("*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("2026/../../x")]
    public void Places_outside_of_the_directory_are_faults(string place)
    {
        var open = () => Bytes.Open(place);
        open.Should().Throw<ArgumentException>();
    }

    private void Write(string name, byte content)
    {
        using var stream = Bytes.Receive(name);
        stream.WriteByte(content);
    }
}
