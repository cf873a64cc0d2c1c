using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Sessions;
using LiveChat.Simulation.Engine;

namespace LiveChat.Simulation;

/// <summary>What is otherwise from history to history: settings, how many people there are, and what befalls them.</summary>
internal sealed class Circumstances
{
    public static readonly string[] Desks = ["m1", "m2"];

    public Circumstances(Dice dice)
    {
        Visitors = dice.Between(1, 4);
        Agents = dice.Between(1, 3);
        Deeds = dice.Between(3, 12);
        Kills = dice.Of([0, 0, 1, 2]);
        Moves = dice.Of([0, 0, 2, 5]);
        QueuesMove = Moves > 0 && dice.Chance(0.3);
        Admins = dice.Of([0, 0, 0, 2]);
        Loss = dice.Of([0, 0, 0.1, 0.3]);
        Idles = dice.Chance(0.2);
        Targets = dice.Chance(0.4) ? new DeskTargets(dice.Of([20, 60]), dice.Of<int?>([null, 120]), 75) : DeskTargets.None;
        Sessions = new SessionOptions { ReplySilence = TimeSpan.FromSeconds(30), WhenStoreAway = dice.Chance(0.3) ? WhenStoreAway.Hold : WhenStoreAway.Refuse };
        Queues = new QueueOptions
        {
            OfferTimeout = TimeSpan.FromSeconds(dice.Of([5, 20, 30])),
            IdleAfter = Idles ? TimeSpan.FromSeconds(30) : TimeSpan.Zero,
            DeclineCoolDown = TimeSpan.FromSeconds(dice.Of([0, 20, 60])),
            AsideFor = TimeSpan.FromSeconds(60),
        };
    }

    public int Visitors { get; }

    public int Agents { get; }

    /// <summary>What each of the people does, in number.</summary>
    public int Deeds { get; }

    /// <summary>How often the process is killed.</summary>
    public int Kills { get; }

    /// <summary>How often a grain's activation is ended in order.</summary>
    public int Moves { get; }

    /// <summary>Whether that may befall queues too. What a queue granted and nobody has stored yet, its next life does not know.</summary>
    public bool QueuesMove { get; }

    /// <summary>How often an admin changes a seat.</summary>
    public int Admins { get; }

    /// <summary>How often a front loses an event, repeats it or is late with it, and how often an answer is lost on its way.</summary>
    public double Loss { get; }

    /// <summary>Whether visitors who say nothing lose their agent's slot.</summary>
    public bool Idles { get; }

    public DeskTargets Targets { get; }

    public SessionOptions Sessions { get; }

    public QueueOptions Queues { get; }
}
