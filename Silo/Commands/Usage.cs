namespace LiveChat.Silo.Commands;

/// <summary>What the operator can ask for.</summary>
internal static class Usage
{
    private const string Text = """
        Usage: LiveChat.Silo [<command>] [--Setting value …]

          (none)                    hosts grains, as one silo of the cluster that Cluster:Membership names
          migrate                   brings the database's schema up to this program, and says how many steps that took
          admin create <name>       makes an admin; the password is asked for
          admin password <name>     sets the password of an account

        Settings are those of the program itself, such as --Storage:Provider PostgreSql --ConnectionStrings:LiveChat "Host=…",
        and are read from the environment too (Storage__Provider).
        """;

    /// <summary>Shows it: as an answer when asked for, as an error otherwise.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Show(string[] args)
    {
        var asked = args is ["help" or "--help" or "-h" or "-?"];
        await (asked ? Console.Out : Console.Error).WriteLineAsync(Text);
        return asked ? 0 : 2;
    }
}
