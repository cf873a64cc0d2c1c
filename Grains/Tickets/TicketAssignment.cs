namespace LiveChat.Tickets;

/// <summary>
/// Who gets a ticket: of those who know most of what it is about the one with the fewest open tickets; among equals the one
/// whose last ticket is the oldest. Pure.
/// </summary>
internal static class TicketAssignment
{
    /// <summary>Chooses.</summary>
    /// <param name="seats">The desk's agents.</param>
    /// <param name="ticket">What is known of the ticket.</param>
    /// <returns>Why, with the chosen one first; nobody where nobody works at the desk.</returns>
    public static TicketChoice Choose(SeatLoad[] seats, Ticket ticket)
    {
        var text = $"{ticket.Subject}\n{ticket.Description}";
        var ranked = seats
            // Nobody looks after what they asked for themselves.
            .Where(seat => seat.UserId != ticket.CustomerId)
            .Select(seat => (Seat: seat, Skills: Array.FindAll(seat.Skills, skill => IsAskedFor(skill, ticket.Topic, text))))
            .OrderByDescending(each => each.Skills.Length)
            .ThenBy(each => each.Seat.OpenTickets)
            .ThenBy(each => each.Seat.LastNumber)
            .ThenBy(each => each.Seat.UserId, StringComparer.Ordinal)
            .ToArray();
        return new(
            ranked switch
            {
                [] => "nobody",
                [_] => "only",
                [var first, var second, ..] when first.Skills.Length > second.Skills.Length => "skill",
                [var first, var second, ..] when first.Seat.OpenTickets < second.Seat.OpenTickets => "least_load",
                _ => "turn",
            },
            Array.ConvertAll(ranked, each => new TicketCandidate(each.Seat.UserId, each.Seat.Name, each.Seat.OpenTickets, each.Skills)));
    }

    /// <summary>Whether the ticket's topic is the skill, or its words hold it: Latin ones as whole words.</summary>
    private static bool IsAskedFor(string skill, string? topic, string text)
    {
        if (string.Equals(skill, topic, StringComparison.OrdinalIgnoreCase)) return true;
        for (var at = text.IndexOf(skill, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(skill, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (!Continues(text, at - 1, skill[0]) && !Continues(text, at + skill.Length, skill[^1])) return true;
        }
        return false;
    }

    private static bool Continues(string text, int at, char edge) =>
        char.IsAsciiLetterOrDigit(edge) && at >= 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at]);
}
