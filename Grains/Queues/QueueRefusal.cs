namespace LiveChat.Queues;

/// <summary>What the queue refuses, in words that say what to do.</summary>
internal static class QueueRefusal
{
    public static Refusal NoOffer { get; } =
        new(RefusalCode.Conflict, "No offer of this session to you stands any more: it ran out, was withdrawn or was answered. There is nothing to decline.");

    public static Refusal NotWaiting { get; } =
        new(RefusalCode.NotFound, "That session does not wait here any more; name another one of the line.");

    public static Refusal NotStaff(string deskId) =>
        new(RefusalCode.Forbidden, $"Only staff of the desk {deskId} can do this.");

    public static Refusal NoSeat(string deskId) =>
        new(RefusalCode.Forbidden, $"You have no seat at the desk {deskId}. Ask an administrator for one.");

    public static Refusal HeldBy(string agentName) =>
        new(RefusalCode.Conflict, $"{agentName} has this session already. Ask them to transfer it if you should have it.");

    public static Refusal Full(Seat seat) =>
        new(RefusalCode.Conflict, seat.Offered.Count == 0
            ? $"All of your {seat.Capacity} places are taken. Close or transfer a session first."
            : $"All of your {seat.Capacity} places are taken, {seat.Offered.Count} of them by offers. Answer an offer, or close or transfer a session first.");
}
