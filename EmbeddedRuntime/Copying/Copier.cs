namespace Orleans.Runtime;

/// <summary>Copies values as the wire would: through members that carry an id, and no others.</summary>
internal sealed class Copier
{
    public static Copier Instance { get; } = new();

    /// <exception cref="Serialization.CodecNotFoundException">A type within has no codec.</exception>
    public T Copy<T>(T value) => value is null ? value : (T)CopyPlans.Of(value.GetType()).Copy(value, new CopyContext());

    public Exception CopyException(Exception exception) => (Exception)CopyPlans.Of(exception.GetType()).Copy(exception, new CopyContext());

    public void CopyArguments(RequestBase request)
    {
        for (var i = 0; i < request.GetArgumentCount(); i++)
            if (request.GetArgument(i) is { } argument and not CancellationToken) request.SetArgument(i, Copy(argument));
    }
}
