using System.Text.RegularExpressions;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans
{
    /// <summary>The grain with a stream's key is subscribed to every stream of the namespace, without asking.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public class ImplicitStreamSubscriptionAttribute : Attribute
    {
        public ImplicitStreamSubscriptionAttribute() => Predicate = new NamespacePredicate(null);

        public ImplicitStreamSubscriptionAttribute(string streamNamespace, string? streamIdMapper = null)
        {
            Predicate = new NamespacePredicate(streamNamespace.Trim());
            StreamIdMapper = streamIdMapper;
        }

        public ImplicitStreamSubscriptionAttribute(IStreamNamespacePredicate predicate, string? streamIdMapper = null)
        {
            Predicate = predicate;
            StreamIdMapper = streamIdMapper;
        }

        public IStreamNamespacePredicate Predicate { get; }

        public string? StreamIdMapper { get; init; }
    }

    /// <summary>As its base, for namespaces that match a regular expression.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public sealed class RegexImplicitStreamSubscriptionAttribute(string pattern) : ImplicitStreamSubscriptionAttribute(new RegexStreamNamespacePredicate(pattern));
}

namespace Orleans.Streams
{
    public interface IStreamNamespacePredicate
    {
        string PredicatePattern { get; }
        bool IsMatch(string? streamNamespace);
    }

    public class RegexStreamNamespacePredicate(string regex) : IStreamNamespacePredicate
    {
        private readonly Regex _regex = new(regex, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

        public string PredicatePattern => $"regex:{_regex}";

        public bool IsMatch(string? streamNameSpace) => _regex.IsMatch(streamNameSpace ?? "");
    }

    /// <summary>Exactly one namespace, or all when it is null.</summary>
    internal sealed class NamespacePredicate(string? only) : IStreamNamespacePredicate
    {
        public string PredicatePattern => only is null ? "all:" : $"namespace:{only}";

        public bool IsMatch(string? streamNamespace) => only is null || string.Equals(only, streamNamespace?.Trim(), StringComparison.Ordinal);
    }
}

namespace Orleans.Streams.Core
{
    /// <summary>A grain that is told of its implicit subscriptions, once an activation, before the first event.</summary>
    public interface IStreamSubscriptionObserver
    {
        Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
    }

    public interface IStreamSubscriptionHandleFactory
    {
        StreamId StreamId { get; }
        string ProviderName { get; }
        StreamSubscriptionHandle<T> Create<T>();
    }
}
