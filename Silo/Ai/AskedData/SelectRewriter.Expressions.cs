using System.Collections.Frozen;
using System.Globalization;

namespace LiveChat.Silo.Ai.AskedData;

// What is computed and compared.
internal sealed partial class SelectRewriter
{
    private const int Deepest = 30;

    private static readonly string[] Comparisons = ["=", "<>", "!=", "<=", ">=", "<", ">"];

    private static readonly FrozenSet<string> Functions = Words("count sum avg min max abs round lower upper coalesce");

    private static readonly FrozenSet<string> Keywords = Words("""
        select distinct from where group by having order asc desc limit offset join inner left right full outer cross on as and or not in between like is null
        union except intersect with case when then else end exists any all some into values insert update delete merge create drop alter exec execute call
        set declare grant revoke truncate for using natural lateral table top fetch window over partition returning cast convert
        """);

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool IsKeyword(string word) => Keywords.Contains(word);

    private void Expression()
    {
        if (++_depth > Deepest) throw new SqlRefusedException("The statement is nested too deeply.");
        Conjunction();
        while (Take("or"))
        {
            _sql.Append(" or ");
            Conjunction();
        }

        _depth--;
    }

    private void Conjunction()
    {
        Negation();
        while (Take("and"))
        {
            _sql.Append(" and ");
            Negation();
        }
    }

    private void Negation()
    {
        while (Take("not")) _sql.Append("not ");
        Predicate();
    }

    private void Predicate()
    {
        Sum();
        if (Array.Find(Comparisons, Now.IsMark) is { } comparison)
        {
            _at++;
            _sql.Append(' ').Append(comparison == "!=" ? "<>" : comparison).Append(' ');
            Sum();
            return;
        }

        if (Take("is"))
        {
            _sql.Append(Take("not") ? " is not null" : " is null");
            Expect("null");
            return;
        }

        var not = Take("not") ? " not" : "";
        if (Take("in")) Within(not);
        else if (Take("between")) Between(not);
        else if (Take("like"))
        {
            _sql.Append(not).Append(" like ");
            Literal();
        }
        else if (not.Length > 0) throw Unknown();
    }

    private void Within(string not)
    {
        ExpectMark("(");
        _sql.Append(not).Append(" in (");
        List(Literal);
        ExpectMark(")");
        _sql.Append(')');
    }

    private void Between(string not)
    {
        _sql.Append(not).Append(" between ");
        Sum();
        Expect("and");
        _sql.Append(" and ");
        Sum();
    }

    private void Sum()
    {
        Product();
        while (Now.IsMark("+") || Now.IsMark("-"))
        {
            _sql.Append(' ').Append(_tokens[_at++].Text).Append(' ');
            Product();
        }
    }

    private void Product()
    {
        Factor();
        while (Now.IsMark("*") || Now.IsMark("/") || Now.IsMark("%"))
        {
            _sql.Append(' ').Append(_tokens[_at++].Text).Append(' ');
            Factor();
        }
    }

    private void Factor()
    {
        if (TakeMark("-"))
        {
            // With a space: two of them would be a comment.
            _sql.Append("- ");
            if (++_depth > Deepest) throw new SqlRefusedException("The statement is nested too deeply.");
            Factor();
            _depth--;
        }
        else if (TakeMark("("))
        {
            _sql.Append('(');
            Expression();
            ExpectMark(")");
            _sql.Append(')');
        }
        else if (Now.Kind is SqlKind.Number or SqlKind.Text) Literal();
        else if (Take("null")) _sql.Append("null");
        else if (_tokens[Math.Min(_at + 1, _tokens.Count - 1)].IsMark("(")) Function();
        else Column();
    }

    private void Function()
    {
        if (Now.Kind is not SqlKind.Word || !Functions.Contains(Now.Text)) throw new SqlRefusedException($"The function {Now.Text} cannot be used. There are: {string.Join(", ", Functions)}.");
        _sql.Append(_tokens[_at].Text.ToLowerInvariant()).Append('(');
        _at += 2;
        if (TakeMark("*")) _sql.Append('*');
        else
        {
            if (Take("distinct")) _sql.Append("distinct ");
            List(Expression);
        }

        ExpectMark(")");
        _sql.Append(')');
    }

    private void Column()
    {
        var name = Name();
        string? of = null;
        if (TakeMark(".")) (of, name) = (name, Name());
        _columns.Add((of, name));
        if (of is not null) _sql.Append(Quoted(of.ToLowerInvariant())).Append('.');
        // As the settings have it: in quotes, databases tell upper from lower case.
        var known = _views.SelectMany(view => view.Columns).FirstOrDefault(column => Same(column, name));
        _sql.Append(Quoted(known ?? name.ToLowerInvariant()));
    }

    private void Literal()
    {
        var negative = TakeMark("-");
        var token = _tokens[_at++];
        if (token.Kind is SqlKind.Number && decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            _sql.Append((negative ? -number : number).ToString(CultureInfo.InvariantCulture));
        else if (token.Kind is SqlKind.Text && !negative)
            _sql.Append(_isTSql ? "N'" : "'").Append(token.Text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
        else throw new SqlRefusedException($"\"{token.Text}\" is neither a number nor a text.");
    }
}
