using System.Globalization;
using Npgsql;

namespace LiveChat.Benchmarks.Log;

/// <summary>CPU time of a PostgreSQL server on this machine: of all processes that its first one started.</summary>
internal static class ServerCpu
{
    // Linux counts in hundredths of a second.
    private const double MicrosecondsPerTick = 10_000;

    /// <summary>Microseconds so far; 0 for a database that runs in this process.</summary>
    public static async Task<double> Read(string provider, string connectionString)
    {
        if (provider != "PostgreSql") return 0;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("show data_directory", connection);
        var directory = (string)(await command.ExecuteScalarAsync())!;
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(directory, "postmaster.pid")))[0];
        return Directory.GetDirectories("/proc").Where(path => char.IsDigit(Path.GetFileName(path)[0])).Sum(path => TicksOf(path, postmaster)) * MicrosecondsPerTick;
    }

    private static long TicksOf(string process, string parent)
    {
        try
        {
            // After the name in brackets: state, parent, … and as the 12th and 13th the time in user mode and in the kernel.
            var fields = File.ReadAllText(Path.Combine(process, "stat")).Split(") ")[^1].Split(' ');
            return fields[1] == parent ? long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
    }
}
