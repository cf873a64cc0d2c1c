namespace LiveChat.Cluster;

/// <summary>People that the tests talk about.</summary>
internal static class People
{
    public static readonly Caller Visitor = new("v-1", "Vera", UserRole.Visitor, []);
    public static readonly Caller OtherVisitor = new("v-2", "Otto", UserRole.Visitor, []);
    public static readonly Caller Buyer = new("b1", "Bao", UserRole.Customer, []);
    public static readonly Caller Agent = new("a1", "Ann", UserRole.Agent, ["m1"]);
    public static readonly Caller Colleague = new("a2", "Abe", UserRole.Agent, ["m1", "m2"]);
    public static readonly Caller AgentElsewhere = new("a3", "Ada", UserRole.Agent, ["m3"]);
    public static readonly Caller Admin = new("root", "Root", UserRole.Admin, []);
}
