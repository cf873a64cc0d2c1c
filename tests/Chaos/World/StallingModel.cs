using LiveChat.Testing;

namespace LiveChat.Chaos.World;

/// <summary>How the model behaves.</summary>
internal enum Manner
{
    /// <summary>It answers.</summary>
    Well,

    /// <summary>It takes the question and says nothing.</summary>
    Silent,

    /// <summary>It stops in the midst of its answer.</summary>
    HalfSaid,

    /// <summary>It breaks the connection in the midst of its answer.</summary>
    Broken,

    /// <summary>It answers with an error.</summary>
    Failing,
}

/// <summary>A model behind OpenAI's interface, whose manner can be changed while it runs.</summary>
internal sealed class StallingModel : IAsyncDisposable
{
    private static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(15);
    private static readonly string[] Answer = ["An ", "order ", "takes ", "three ", "days ", "to ", "arrive, ", "weekends ", "not ", "counted."];
    private readonly ScriptedModel _model;
    private volatile Manner _manner;

    public StallingModel() => _model = ScriptedModel.Start(Speak);

    /// <summary>What stands in <c>Ai:Endpoint</c>.</summary>
    public Uri Address => _model.Address;

    /// <summary>From the next question on, and in answers that are being given.</summary>
    public Manner Manner
    {
        get => _manner;
        set => _manner = value;
    }

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    private async Task Speak(ScriptedAnswer answer)
    {
        if (_manner is Manner.Failing)
        {
            await answer.Status(500);
            return;
        }

        if (_manner is Manner.Silent) await answer.Hang();
        await answer.Begin();
        foreach (var piece in Answer)
        {
            await answer.Piece(piece);
            await Task.Delay(BetweenPieces);
            if (_manner is Manner.HalfSaid or Manner.Silent) await answer.Hang();
            if (_manner is not Manner.Broken) continue;
            answer.Reset();
            return;
        }

        await answer.Finish();
    }
}
