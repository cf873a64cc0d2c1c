using Orleans.Streams;

namespace Orleans.Streams
{
    /// <summary>An event's place in its stream: later events have greater ones. Numbers may be left out.</summary>
    [GenerateSerializer]
    public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken>, IComparable<StreamSequenceToken>
    {
        public abstract long SequenceNumber { get; protected set; }
        public abstract int EventIndex { get; protected set; }
        public abstract bool Equals(StreamSequenceToken? other);
        public abstract int CompareTo(StreamSequenceToken? other);
    }

    /// <summary>A subscriber was too slow: events that it had not taken are lost to it.</summary>
    public sealed class CacheFullException : Runtime.OrleansException
    {
        public CacheFullException() : this("The subscriber's backlog is full.") { }

        public CacheFullException(string message) : base(message) { }

        public CacheFullException(string message, Exception inner) : base(message, inner) { }
    }

    /// <summary>The subscriber failed to take an event for too long; it has been given up.</summary>
    public sealed class StreamEventDeliveryFailureException : Runtime.OrleansException
    {
        public StreamEventDeliveryFailureException() : this("An event could not be delivered.") { }

        public StreamEventDeliveryFailureException(string message) : base(message) { }

        public StreamEventDeliveryFailureException(string message, Exception innerException) : base(message, innerException) { }
    }
}

namespace Orleans.Providers.Streams.Common
{
    /// <summary>A token made of a number and a place in a batch.</summary>
    [GenerateSerializer]
    public class EventSequenceTokenV2 : StreamSequenceToken
    {
        public EventSequenceTokenV2() { }

        public EventSequenceTokenV2(long seqNumber) : this(seqNumber, 0) { }

        public EventSequenceTokenV2(long seqNumber, int eventInd)
        {
            SequenceNumber = seqNumber;
            EventIndex = eventInd;
        }

        [Id(0)] public override long SequenceNumber { get; protected set; }

        [Id(1)] public override int EventIndex { get; protected set; }

        public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

        public override bool Equals(StreamSequenceToken? other) =>
            other is EventSequenceTokenV2 token && token.SequenceNumber == SequenceNumber && token.EventIndex == EventIndex;

        public override int CompareTo(StreamSequenceToken? other) => other switch
        {
            null => 1,
            EventSequenceTokenV2 token => (SequenceNumber, EventIndex).CompareTo((token.SequenceNumber, token.EventIndex)),
            _ => throw new ArgumentOutOfRangeException(nameof(other), $"A {other.GetType().Name} cannot be compared with an {nameof(EventSequenceTokenV2)}."),
        };

        public override int GetHashCode() => HashCode.Combine(SequenceNumber, EventIndex);

        public override string ToString() => $"[{SequenceNumber}, {EventIndex}]";
    }
}
