using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Contacts;
using LiveChat.Silo.Storage.Exports;
using LiveChat.Silo.Storage.Files;
using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Storage.Reports;
using LiveChat.Silo.Storage.Search;
using LiveChat.Silo.Storage.SqlServer;
using LiveChat.Silo.Verifying;

namespace LiveChat.Contract.TSql;

/// <summary>No SQL Server runs here: its migrations and statements are held against a T-SQL grammar instead.</summary>
public sealed partial class TSqlTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_migration_and_statement_for_SqlServer_parses()
    {
        var texts = Migrations().Concat(Statements()).Append(("the log's commit", SqlServerLogSql.Commit)).ToArray();
        texts.Should().HaveCountGreaterThan(25);
        (await Errors(texts)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_grammar_notices_what_is_wrong()
    {
        var errors = await Errors(
        [
            ("misspelt", "create tabel x (id int)"),
            ("broken", SqlServerLogSql.Commit.Replace("from openjson(@entries)", "form openjson(@entries)", StringComparison.Ordinal)),
            ("unclosed", SqlServerLogSql.Commit.Replace("openjson(@notes)", "openjson(@notes", StringComparison.Ordinal)),
            ("empty", " "),
        ]);
        errors.Keys.Should().BeEquivalentTo("misspelt", "broken", "unclosed", "empty");
    }

    [Fact]
    public void Nothing_of_the_other_databases_stands_in_it()
    {
        foreach (var (name, text) in Statements().Concat(Migrations()).Append(("the log's commit", SqlServerLogSql.Commit)))
            Foreign().IsMatch(text).Should().BeFalse($"{name} should be T-SQL: {text}");
    }

    private static IEnumerable<(string Name, string Text)> Migrations() =>
        Migration.Embedded(SqlServerDialect.Instance).Select(migration => (migration.Name, migration.Sql));

    private static IEnumerable<(string Name, string Text)> Statements()
    {
        var dialect = SqlServerDialect.Instance;
        List<object> holders = [new UserSql(dialect), new AccountSql(dialect), new DeskSetupSql(dialect), new AuditSql(dialect), new DeskSql(dialect), new UnansweredSql(dialect), dialect.Articles, new IntentSql(dialect), new MoodSql(dialect), new SpendingSql(dialect), new FileSql(dialect), new ReminderSql(dialect), new SessionIndexSql(dialect), new ContactSql(dialect), new ContactFollowerSql(dialect), dialect.Search, new DeskSessionSql(dialect), new QuickReplySql(dialect), new TicketSql(dialect), new FigureSql(dialect), new ExportSql(dialect), new EntrySql(dialect, "entries"), new EntrySql(dialect, "notes")];
        foreach (var holder in holders)
        {
            foreach (var property in holder.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Where(property => property.PropertyType == typeof(string)))
            {
                var text = (string)property.GetValue(holder)!;
                yield return ($"{holder.GetType().Name}.{property.Name} ({holders.IndexOf(holder)})", text.EndsWith(" in", StringComparison.Ordinal) ? text + " (@id0, @id1)" : text);
            }
        }

        yield return ("the messages of a search", SearchSql.Messages(2, 1));
        yield return ("the session's header and members", MessageLog.LoadSql);
        yield return ("the members of a page of sessions", SessionIndexSql.MembersOf("@id0, @id1"));
        yield return ("who of these may be found", ContactSql.Among("@id0, @id1"));
        yield return ("where questions were asked", UnansweredSql.Askings(2, 1));
        yield return ("a question put aside", UnansweredSql.Settle(2));
        yield return ("the day's figures", DeskFiguresSql.Day);
        yield return ("when people last spoke", SessionIndexSql.LastWordsAt);
        yield return ("a schedule", ScheduleSql.Find);
        yield return ("a new schedule", ScheduleSql.Add);
        yield return ("a changed schedule", ScheduleSql.Change);
        yield return ("a broken promise", ScheduleSql.Record);
        yield return ("the day's broken promises", ScheduleSql.MissesSince);
        yield return ("what a model said of some sessions", MoodSql.JudgedOf + " (@id0, @id1)");
        yield return ("what the verification reads", VerifySql.Logs);
        foreach (var check in VerifySql.Checks) yield return (check.Finding, check.Sql);
        yield return ("the table of migrations", dialect.CreateMigrationsTable);
        yield return ("the lock of the schema", SqlServerDialect.LockSchema);
        yield return ("the durability", SqlServerDialect.DelayedDurability);
    }

    private static async Task<Dictionary<string, string>> Errors(IEnumerable<(string Name, string Text)> texts)
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "TSql");
        if (!Directory.Exists(Path.Combine(directory, "node_modules"))) await Run(directory, "npm", ["ci", "--no-audit", "--no-fund"], "");
        // T-SQL takes a parameter there; the grammar knows numbers only.
        var request = texts.ToDictionary(text => text.Name, text => FetchedRows().Replace(text.Text, "fetch next 1 rows"), StringComparer.Ordinal);
        var answer = await Run(directory, "node", ["parse.mjs"], JsonSerializer.Serialize(request));
        return JsonSerializer.Deserialize<Dictionary<string, string>>(answer)!;
    }

    private static async Task<string> Run(string directory, string program, string[] arguments, string input)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException($"$XunitDynamicSkip$Node.js is not installed ({program} was not found): T-SQL is not parsed.", exception);
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(Patience);
            if (process.ExitCode == 0) return await output;
            var reason = await errors;
            throw new InvalidOperationException(program == "npm"
                ? $"$XunitDynamicSkip$The T-SQL grammar could not be fetched from npm: {reason}"
                : $"{program} failed: {reason}");
        }
    }

    [GeneratedRegex(@"fetch next @\w+ rows", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FetchedRows();

    [GeneratedRegex(@"(?<!@)\blimit\b|\bon conflict\b|\breturning\b|::|(?<!@)\btext\b|\bjsonb?\b|\bboolean\b|without rowid|\bunnest\b|\bgreatest\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Foreign();
}
