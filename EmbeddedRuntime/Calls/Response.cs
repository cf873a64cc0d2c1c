namespace Orleans.Serialization.Invocation;

/// <summary>What a call came to: a result or an exception.</summary>
public abstract class Response : IDisposable
{
    public static Response Completed { get; } = new Value<object?>(null);

    public abstract object? Result { get; set; }

    public abstract Exception? Exception { get; set; }

    public static Response FromResult<TResult>(TResult value) => new Value<TResult>(value);

    public static Response FromException(Exception exception) => new Failure(exception);

    /// <exception cref="System.Exception">The call's own, with the stack that it was thrown with.</exception>
    public abstract T GetResult<T>();

    public abstract void Dispose();

    public override string ToString() => Exception is { } exception ? exception.ToString() : Result?.ToString() ?? "";

    private sealed class Value<TResult>(TResult value) : Response
    {
        public override object? Result { get => value; set => value = (TResult)value!; }

        public override Exception? Exception { get; set; }

        public override T GetResult<T>() => (T)(object?)value!;

        public override void Dispose() { }
    }

    private sealed class Failure(Exception exception) : Response
    {
        public override object? Result { get => throw Exception!; set => throw new InvalidOperationException("The call failed; there is no result to set.", Exception); }

        public override Exception? Exception { get; set; } = exception;

        public override T GetResult<T>()
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(Exception!);
            return default!;
        }

        public override void Dispose() { }
    }
}
