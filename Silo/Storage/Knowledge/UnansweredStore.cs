using System.Data.Common;
using Dapper;
using LiveChat.Knowledge;

namespace LiveChat.Silo.Storage.Knowledge;

/// <summary>Questions without an answer.</summary>
internal sealed class UnansweredStore(Database database) : IUnansweredStore
{
    // Longer ones are shown by their beginning.
    private const int LongestShown = 500;

    private readonly UnansweredSql _sql = new(database.Dialect);

    /// <summary>Closes a question within the transaction that writes its article.</summary>
    public static Task Answer(DbConnection connection, DbTransaction transaction, Guid questionId, Guid articleId, CancellationToken token) =>
        connection.ExecuteAsync(new CommandDefinition(UnansweredSql.Answer, new { questionId, articleId, state = (int)UnansweredState.Answered }, transaction, cancellationToken: token));

    public Task Record(RecordedAsking[] askings, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        foreach (var asking in askings)
        {
            var question = await connection.QueryFirstOrDefaultAsync<QuestionRow>(new CommandDefinition(_sql.Known, new { key = asking.Key }, transaction, cancellationToken: token));
            var questionId = question?.QuestionId ?? Guid.CreateVersion7(asking.AskedAt);
            var where = new { question_id = questionId, session_id = asking.SessionId, seq = asking.Seq, asked_at = asking.AskedAt };
            if (await connection.ExecuteAsync(new CommandDefinition(_sql.Ask, where, transaction, cancellationToken: token)) == 0) continue;
            await connection.ExecuteAsync(new CommandDefinition(question is null ? _sql.Begin : _sql.Again, new
            {
                question_id = questionId,
                question_key = asking.Key,
                state = (int)UnansweredState.Open,
                languages = string.Join(' ', (question?.Languages ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(asking.Language).Distinct(StringComparer.Ordinal)),
                times = 1,
                first_asked_at = asking.AskedAt,
                last_asked_at = asking.AskedAt,
                article_id = (Guid?)null,
            }, transaction, cancellationToken: token));
            await connection.ExecuteAsync(new CommandDefinition(_sql.Prune, new { questionId, count = UnansweredQuestion.MostAskings }, transaction, cancellationToken: token));
        }
        return true;
    }, token);

    public Task<UnansweredQuestion[]> List(UnansweredReader reader, UnansweredState state, UnansweredOrder order, int limit, CancellationToken token) => database.Read(async connection =>
    {
        var parameters = Parameters(reader);
        parameters.AddDynamicParams(new { state = (int)state, count = limit });
        var questions = (await connection.QueryAsync<QuestionRow>(new CommandDefinition(_sql.List(order, reader.Desks.Length), parameters, cancellationToken: token))).AsList();
        List<UnansweredQuestion> list = [];
        foreach (var some in questions.Chunk(SessionIndexSql.MostIds))
        {
            var among = Parameters(reader);
            for (var at = 0; at < some.Length; at++) among.Add($"q{at}", some[at].QuestionId);
            var askings = (await connection.QueryAsync<AskingRow>(new CommandDefinition(UnansweredSql.Askings(some.Length, reader.Desks.Length), among, cancellationToken: token))).ToLookup(row => row.QuestionId);
            // A question that was taken back everywhere is none any more.
            list.AddRange(some.Where(question => askings[question.QuestionId].Any()).Select(question => question.With([.. askings[question.QuestionId]])));
        }
        return list.ToArray();
    }, token);

    public Task<bool> Settle(UnansweredReader reader, Guid questionId, UnansweredState state, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        var parameters = Parameters(reader);
        parameters.AddDynamicParams(new { questionId, state = (int)state });
        return await connection.ExecuteAsync(new CommandDefinition(UnansweredSql.Settle(reader.Desks.Length), parameters, transaction, cancellationToken: token)) > 0;
    }, token);

    public Task<int> Forget(DateTimeOffset before, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        var old = new { before };
        await connection.ExecuteAsync(new CommandDefinition(_sql.ForgetAskings, old, transaction, cancellationToken: token));
        return await connection.ExecuteAsync(new CommandDefinition(_sql.Forget, old, transaction, cancellationToken: token));
    }, token);

    private static DynamicParameters Parameters(UnansweredReader reader)
    {
        var parameters = new DynamicParameters(new { seesAll = reader.SeesAll ? 1 : 0 });
        for (var at = 0; at < Math.Max(1, reader.Desks.Length); at++) parameters.Add($"desk{at}", at < reader.Desks.Length ? reader.Desks[at] : "");
        return parameters;
    }

    private sealed class QuestionRow
    {
        public Guid QuestionId { get; init; }

        public int State { get; init; }

        public string Languages { get; init; } = "";

        public int Times { get; init; }

        public DateTimeOffset FirstAskedAt { get; init; }

        public DateTimeOffset LastAskedAt { get; init; }

        public Guid? ArticleId { get; init; }

        public UnansweredQuestion With(AskingRow[] askings) => new(
            QuestionId, (UnansweredState)State, Shown(askings[0].Content), Languages.Split(' ', StringSplitOptions.RemoveEmptyEntries), Times, FirstAskedAt, LastAskedAt, ArticleId,
            [.. askings.Select(asking => new AskedWhere(asking.SessionId, asking.Seq, asking.DeskId, asking.AskedAt))]);

        private static string Shown(string text) => text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown), "…");
    }

    private sealed class AskingRow
    {
        public Guid QuestionId { get; init; }

        public Guid SessionId { get; init; }

        public long Seq { get; init; }

        public string? DeskId { get; init; }

        public string Content { get; init; } = "";

        public DateTimeOffset AskedAt { get; init; }
    }
}

/// <summary>The statements of questions without an answer. A session of status 5 is deleted.</summary>
internal sealed class UnansweredSql(Dialect dialect)
{
    private const string Columns = "q.question_id, q.state, q.languages, q.times, q.first_asked_at, q.last_asked_at, q.article_id";

    public static string Answer { get; } = "update unanswered set state = @state, article_id = @articleId where question_id = @questionId";

    public string Known { get; } = $"select {Columns} from unanswered q where q.question_key = @key";

    public string Begin { get; } = Dialect.Insert("unanswered", "question_id", "question_key", "state", "languages", "times", "first_asked_at", "last_asked_at", "article_id");

    /// <summary>An article that answers it stays known, though it did not suffice.</summary>
    public string Again { get; } =
        "update unanswered set state = @state, languages = @languages, times = times + 1, last_asked_at = @last_asked_at where question_id = @question_id";

    public string Ask { get; } =
        """
        insert into unanswered_askings (question_id, session_id, seq, asked_at)
        select @question_id, @session_id, @seq, @asked_at
        where not exists (select 1 from unanswered_askings where question_id = @question_id and session_id = @session_id and seq = @seq)
        """;

    public string Prune { get; } =
        $"""
        delete from unanswered_askings where question_id = @questionId and asked_at < (
            select min(asked_at) from (
                select asked_at from unanswered_askings where question_id = @questionId order by asked_at desc {dialect.First("@count")}) as newest)
        """;

    public string ForgetAskings { get; } =
        "delete from unanswered_askings where question_id in (select question_id from unanswered where last_asked_at < @before and state <> 2)";

    public string Forget { get; } = "delete from unanswered where last_asked_at < @before and state <> 2";

    public string ListOften => List(UnansweredOrder.Often, 2);

    public string ListLately => List(UnansweredOrder.Lately, 0);

    public string List(UnansweredOrder order, int desks) =>
        $"""
        select {Columns} from unanswered q where q.state = @state and {Visible("q.question_id", desks)}
        order by {(order is UnansweredOrder.Often ? "q.times desc, " : "")}q.last_asked_at desc, q.question_id desc {dialect.First("@count")}
        """;

    public static string Askings(int questions, int desks) =>
        $"""
        select a.question_id, a.session_id, a.seq, a.asked_at, s.desk_id, e.content
        from unanswered_askings a
        join sessions s on s.session_id = a.session_id
        join entries e on e.session_id = a.session_id and e.seq = a.seq
        where a.question_id in ({string.Join(", ", Enumerable.Range(0, questions).Select(at => $"@q{at}"))}) and e.content is not null and {Readable(desks)}
        order by a.asked_at desc
        """;

    public static string Settle(int desks) =>
        $"update unanswered set state = @state where question_id = @questionId and {Visible("unanswered.question_id", desks)}";

    private static string Visible(string questionId, int desks) =>
        $"""
        exists (
            select 1 from unanswered_askings a join sessions s on s.session_id = a.session_id
            where a.question_id = {questionId} and {Readable(desks)})
        """;

    private static string Readable(int desks) =>
        $"s.status <> 5 and (@seesAll = 1 or s.desk_id is null or s.desk_id in ({string.Join(", ", Enumerable.Range(0, Math.Max(1, desks)).Select(at => $"@desk{at}"))}))";
}
