namespace Orleans.Runtime
{
    /// <summary>Base of the runtime's own faults.</summary>
    public class OrleansException : Exception
    {
        public OrleansException() : base("Unexpected error.") { }

        public OrleansException(string message) : base(message) { }

        public OrleansException(string message, Exception? innerException) : base(message, innerException) { }
    }

    /// <summary>The call was not taken: nothing of it has run.</summary>
    public class OrleansMessageRejectionException : OrleansException
    {
        internal OrleansMessageRejectionException(string message) : base(message) { }

        internal OrleansMessageRejectionException(string message, Exception? innerException) : base(message, innerException) { }
    }

    /// <summary>There is no silo, or it has gone while the call ran.</summary>
    public sealed class SiloUnavailableException : OrleansMessageRejectionException
    {
        public SiloUnavailableException() : base("The silo is unavailable.") { }

        public SiloUnavailableException(string msg) : base(msg) { }

        public SiloUnavailableException(string message, Exception innerException) : base(message, innerException) { }
    }

    /// <summary>The object behind an observer reference is gone.</summary>
    public sealed class ClientNotAvailableException : OrleansException
    {
        internal ClientNotAvailableException(GrainId id) : base($"No observer for {id}: it was deleted, or is no longer referenced.") { }
    }

    /// <summary>The silo's or client's configuration is not usable; the message names the setting.</summary>
    public sealed class OrleansConfigurationException : Exception
    {
        public OrleansConfigurationException(string message) : base(message) { }

        public OrleansConfigurationException(string message, Exception innerException) : base(message, innerException) { }
    }

    /// <summary>A bound was reached, such as <c>SiloMessagingOptions.MaxEnqueuedRequestsHardLimit</c>.</summary>
    public sealed class LimitExceededException : OrleansException
    {
        public LimitExceededException() : base("Limit exceeded.") { }

        public LimitExceededException(string message) : base(message) { }

        public LimitExceededException(string message, Exception innerException) : base(message, innerException) { }

        public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
            : base($"Limit {limitName} exceeded: {current} of {threshold}. {extraInfo}") { }
    }
}

namespace Orleans.Serialization
{
    /// <summary>A value cannot cross a grain or stream boundary.</summary>
    public class SerializerException : Exception
    {
        public SerializerException() { }

        public SerializerException(string message) : base(message) { }

        public SerializerException(string message, Exception innerException) : base(message, innerException) { }
    }

    /// <summary>The type has no codec: it lacks <c>[GenerateSerializer]</c>.</summary>
    public sealed class CodecNotFoundException(string message) : SerializerException(message);
}
