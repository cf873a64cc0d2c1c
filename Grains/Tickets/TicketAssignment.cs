using LiveChat.Desks;

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
            .Select(seat => (Seat: seat, Skills: Array.FindAll(seat.Skills, skill => Skill.IsAskedFor(skill, ticket.Topic, text))))
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
}
