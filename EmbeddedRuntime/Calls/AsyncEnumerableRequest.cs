using System.Diagnostics.CodeAnalysis;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call whose results come one after the other. Each step is a call of its own that runs between the awaits of others.</summary>
public abstract class AsyncEnumerableRequest<T> : RequestBase, IAsyncEnumerable<T>
{
    private GrainReference? _reference;

    public IAsyncEnumerable<T> InitializeRequest(GrainReference targetGrainReference)
    {
        _reference = targetGrainReference;
        return this;
    }

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _reference!.Shared.Sender.Copier?.CopyArguments(this);
        return new Enumerator(this, _reference, cancellationToken);
    }

    public override ValueTask<Response> Invoke() => throw new NotSupportedException("An enumeration is called step by step.");

    protected abstract IAsyncEnumerable<T> InvokeInner();

    internal override bool HasCaller => false;

    internal override Task Expect() => throw new NotSupportedException("An enumeration is called step by step.");

    internal override bool Start([NotNullWhen(false)] out Task? pending) => throw new NotSupportedException("An enumeration is called step by step.");

    internal override void Finish(Task done) { }

    internal override void Complete(Response response) { }

    internal override bool Fail(Exception exception) => false;

    internal override bool Cancel(CancellationToken token) => false;

    private sealed class Enumerator(AsyncEnumerableRequest<T> request, GrainReference reference, CancellationToken token) : IAsyncEnumerator<T>
    {
        private readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(token, request.GetCancellationToken());
        private IAsyncEnumerator<T>? _source;
        private Activation? _holder;

        public T Current { get; private set; } = default!;

        public async ValueTask<bool> MoveNextAsync()
        {
            token.ThrowIfCancellationRequested();
            var (more, current) = await reference.Shared.Sender.Send<(bool, T)>(reference, new Step(this)).AsTask().WaitAsync(_cancellation.Token);
            Current = current;
            return more;
        }

        public async ValueTask DisposeAsync()
        {
            await _cancellation.CancelAsync();
            if (_source is not null) await reference.Shared.Sender.Send<(bool, T)>(reference, new Step(this) { IsLast = true });
            _cancellation.Dispose();
        }

        /// <summary>Runs in the grain's turn.</summary>
        private async Task<(bool, T)> Next(Activation holder, bool isLast)
        {
            if ((_holder ??= holder) != holder)
            {
                if (isLast) return default; // the activation went, and the enumeration with it
                throw new EnumerationAbortedException($"The enumeration ended with the activation of {holder.GrainId} that it ran in.");
            }
            if (isLast)
            {
                if (_source is { } source) await source.DisposeAsync();
                return default;
            }
            if (_source is null)
            {
                request.SetTarget(holder);
                _source = request.InvokeInner().GetAsyncEnumerator(_cancellation.Token);
            }
            return await _source.MoveNextAsync() ? (true, _source.Current) : default;
        }

        private sealed class Step : TaskRequest<(bool, T)>
        {
            private readonly Enumerator _enumerator;

            public Step(Enumerator enumerator)
            {
                _enumerator = enumerator;
                Options = InvokeMethodOptions.AlwaysInterleave;
            }

            public bool IsLast { get; init; }

            protected override Task<(bool, T)> InvokeInner() => _enumerator.Next(Holder!, IsLast);

            public override object? GetTarget() => Holder?.GrainInstance;

            public override void SetTarget(ITargetHolder holder) { }

            public override string GetMethodName() => _enumerator.Method.GetMethodName();

            public override string GetInterfaceName() => _enumerator.Method.GetInterfaceName();

            public override string GetActivityName() => _enumerator.Method.GetActivityName();

            public override Type GetInterfaceType() => _enumerator.Method.GetInterfaceType();

            public override System.Reflection.MethodInfo GetMethod() => _enumerator.Method.GetMethod();

            public override void Dispose() { }
        }

        private RequestBase Method => request;
    }
}

/// <summary>The grain's activation that ran an enumeration has gone.</summary>
public sealed class EnumerationAbortedException : Exception
{
    public EnumerationAbortedException() { }

    public EnumerationAbortedException(string message) : base(message) { }

    public EnumerationAbortedException(string message, Exception innerException) : base(message, innerException) { }
}
