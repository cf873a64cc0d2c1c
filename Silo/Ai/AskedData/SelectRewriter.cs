using System.Globalization;
using System.Text;

namespace LiveChat.Silo.Ai.AskedData;

/// <summary>
/// Understands one SELECT over allowed views and writes it anew: nothing of the text that was given is passed on, only what
/// was understood. Each view becomes a query of its own that gives the allowed columns and the asker's own rows, so that no
/// condition around it can reach more. Subqueries, unions, common table expressions and functions beyond a few are not
/// understood, and so refused.
/// </summary>
/// <remarks>Expressions are in <c>SelectRewriter.Expressions.cs</c>.</remarks>
internal sealed partial class SelectRewriter
{
    /// <summary>The parameter with the asker's id.</summary>
    public const string Asker = "@asker";

    private const int MostViews = 4;

    private readonly IReadOnlyList<AskedView> _views;
    private readonly int _maxRows;
    private readonly bool _isTSql;
    private readonly List<SqlToken> _tokens;
    private readonly StringBuilder _sql = new();
    private readonly Dictionary<string, AskedView> _from = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string? Of, string Column)> _columns = [];
    private int _at;
    private int _depth;

    private SelectRewriter(string sql, IReadOnlyList<AskedView> views, int maxRows, bool isTSql)
    {
        (_views, _maxRows, _isTSql) = (views, maxRows, isTSql);
        _tokens = SqlTokens.Of(sql);
    }

    /// <summary>The statement as it is run: one row more than allowed is asked for, to tell that there are more.</summary>
    /// <param name="sql">What somebody wrote.</param>
    /// <param name="views">The views that whoever asks may ask about.</param>
    /// <param name="maxRows">The most rows.</param>
    /// <param name="isTSql">Whether it is for SQL Server.</param>
    /// <exception cref="SqlRefusedException">It is not understood, or asks for more than is allowed.</exception>
    public static string Rewrite(string sql, IReadOnlyList<AskedView> views, int maxRows, bool isTSql) =>
        new SelectRewriter(sql, views, maxRows, isTSql).Statement();

    private SqlToken Now => _tokens[_at];

    private string Statement()
    {
        Expect("select");
        _sql.Append("select ");
        if (Take("distinct")) _sql.Append("distinct ");
        List(Item);
        Expect("from");
        _sql.Append(" from ");
        View();
        while (Join()) { }
        if (Take("where")) Clause(" where ");
        if (Take("group")) Grouping();
        if (Take("having")) Clause(" having ");
        Order();
        var rows = Math.Min(Limit() ?? _maxRows, _maxRows) + 1;
        if (Now.Kind is not SqlKind.End) throw Unknown();
        CheckColumns();
        return _sql.Append(_isTSql ? string.Create(CultureInfo.InvariantCulture, $" offset 0 rows fetch next {rows} rows only") : string.Create(CultureInfo.InvariantCulture, $" limit {rows}")).ToString();
    }

    private void Item()
    {
        if (TakeMark("*"))
        {
            _sql.Append('*');
            return;
        }

        Expression();
        if (!Take("as") && (Now.Kind is not SqlKind.Word || IsKeyword(Now.Text))) return;
        var name = Name();
        _named.Add(name);
        _sql.Append(" as ").Append(Quoted(name.ToLowerInvariant()));
    }

    private void View()
    {
        var name = Name();
        if (TakeMark(".")) name = $"{name}.{Name()}";
        var view = _views.FirstOrDefault(view => Same(view.Name, name) || Same(view.Alias, name)) ?? throw new SqlRefusedException($"There is no view {name}. There are: {string.Join(", ", _views.Select(known => known.Alias))}.");
        if (_from.Count >= MostViews) throw new SqlRefusedException($"At most {MostViews} views can be joined.");

        var alias = Take("as") || (Now.Kind is SqlKind.Word && !IsKeyword(Now.Text)) ? Name() : view.Alias;
        if (!_from.TryAdd(alias, view)) throw new SqlRefusedException($"The name {alias} stands for two views.");
        _sql.Append("(select ").AppendJoin(", ", view.Columns.Select(Quoted)).Append(" from ").AppendJoin('.', view.Name.Split('.').Select(Quoted));
        if (view.Owner is { } owner) _sql.Append(" where ").Append(Quoted(owner)).Append(" = ").Append(Asker);
        _sql.Append(") as ").Append(Quoted(alias.ToLowerInvariant()));
    }

    private bool Join()
    {
        var left = Take("left");
        if (left) Take("outer");
        else if (!Take("inner") && !Now.Is("join")) return false;
        Expect("join");
        _sql.Append(left ? " left join " : " inner join ");
        View();
        Expect("on");
        _sql.Append(" on ");
        Expression();
        return true;
    }

    private void Clause(string words)
    {
        _sql.Append(words);
        Expression();
    }

    private void Grouping()
    {
        Expect("by");
        _sql.Append(" group by ");
        List(Expression);
    }

    private void Order()
    {
        if (!Take("order"))
        {
            // T-SQL bounds rows only where they have an order.
            if (_isTSql) _sql.Append(" order by 1");
            return;
        }

        Expect("by");
        _sql.Append(" order by ");
        List(() =>
        {
            Expression();
            if (Take("desc")) _sql.Append(" desc");
            else Take("asc");
        });
    }

    private int? Limit()
    {
        if (!Take("limit")) return null;
        if (Now.Kind is not SqlKind.Number || !int.TryParse(Now.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)) throw Unknown();
        _at++;
        return rows;
    }

    private void CheckColumns()
    {
        foreach (var (of, column) in _columns)
        {
            if (of is not null && !_from.ContainsKey(of)) throw new SqlRefusedException($"{of} is none of the views asked about.");
            var having = _from.Where(view => (of is null || Same(view.Key, of)) && view.Value.Columns.Contains(column, StringComparer.OrdinalIgnoreCase)).Count();
            if (having == 1 || (having == 0 && of is null && _named.Contains(column))) continue;
            throw new SqlRefusedException(having == 0 ? $"There is no column {column}." : $"Say of which view the column {column} is meant.");
        }
    }

    private void List(Action element)
    {
        element();
        while (TakeMark(","))
        {
            _sql.Append(", ");
            element();
        }
    }

    private string Name()
    {
        if (Now.Kind is not SqlKind.Word || IsKeyword(Now.Text)) throw Unknown();
        return _tokens[_at++].Text;
    }

    private bool Take(string word)
    {
        if (!Now.Is(word)) return false;
        _at++;
        return true;
    }

    private bool TakeMark(string mark)
    {
        if (!Now.IsMark(mark)) return false;
        _at++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word)) throw Unknown();
    }

    private void ExpectMark(string mark)
    {
        if (!TakeMark(mark)) throw Unknown();
    }

    private SqlRefusedException Unknown() =>
        new(Now.Kind is SqlKind.End ? "The statement ends too soon." : $"\"{Now.Text}\" is not understood here. Use one plain SELECT … FROM … [JOIN …] [WHERE …] [GROUP BY …] [ORDER BY …] [LIMIT …].");

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // Names are letters, digits and underscores, so nothing in them needs escaping.
    private static string Quoted(string name) => $"\"{name}\"";
}
