namespace Orleans.Serialization;

/// <summary>Stands for an exception whose type cannot cross: it lacks <see cref="GenerateSerializerAttribute"/>.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    public UnavailableExceptionFallbackException() { }

    public UnavailableExceptionFallbackException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>The full name of the type that was thrown.</summary>
    public string ExceptionType { get; internal init; } = "";

    public Dictionary<string, object> Properties { get; } = new(StringComparer.Ordinal);

    public override string ToString() => $"[{ExceptionType}] {base.ToString()}";
}
