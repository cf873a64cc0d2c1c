namespace LiveChat.Intents;

/// <summary>What the assistant does about an intent.</summary>
public enum IntentRoute
{
    /// <summary>Answers out of the knowledge base, or lets the model.</summary>
    Answer = 0,

    /// <summary>Looks the order up that is named; answers when none is.</summary>
    LookUpOrder = 1,

    /// <summary>Offers to open a ticket with what was said, and opens it on a yes.</summary>
    OpenTicket = 2,

    /// <summary>Asks for a person.</summary>
    HandOver = 3,

    /// <summary>Says that it is sorry, answers if it can, and offers a ticket and a person.</summary>
    Apologise = 4,

    /// <summary>Says something kind.</summary>
    Courtesy = 5,
}
