namespace LiveChat.Silo.Storage.Contacts;

/// <summary>The statements by which contacts follow the logs. Status 5 is deleted; kind 2 is support, 3 direct.</summary>
internal sealed class ContactFollowerSql(Dialect dialect)
{
    private const string Key = "kind = @kind and owner_id = @owner_id and user_id = @user_id";

    /// <summary>Conversations that are not known as they stand. One that was deleted is done with once its mark is -1, or where there is none.</summary>
    public string Stale { get; } =
        $"""
        select s.session_id
        from sessions s left join contact_marks k on k.session_id = s.session_id
        where s.session_id > @after and s.kind in (2, 3)
            and (s.status <> 5 and s.last_seq > coalesce(k.read_seq, 0) or s.status = 5 and k.read_seq <> -1)
        order by s.session_id {dialect.First("@count")}
        """;

    /// <summary>How some conversations stand, and how they are known; ends in a list of ids.</summary>
    public string Conversations { get; } =
        """
        select s.session_id, s.updated_at, s.kind, s.status, s.last_seq, s.creator_id, s.desk_id, k.read_seq, k.desk_id as known_desk,
            case when s.kind = 3 then (select max(m.user_id) from session_members m where m.session_id = s.session_id and m.user_id <> s.creator_id) end as other_id
        from sessions s left join contact_marks k on k.session_id = s.session_id
        where s.kind in (2, 3) and s.session_id in
        """;

    /// <summary>Begins to know a conversation; fails when somebody else has begun.</summary>
    public string Begin { get; } = Dialect.Insert("contact_marks", "session_id", "read_seq", "desk_id");

    /// <summary>Moves on, unless somebody else has.</summary>
    public string Advance { get; } =
        "update contact_marks set read_seq = @read_seq, desk_id = @desk_id where session_id = @session_id and read_seq = @known";

    /// <summary>One conversation more, where there is one already.</summary>
    public string Join { get; } = $"update contacts set sessions = sessions + 1 where {Key}";

    /// <summary>The first conversation.</summary>
    public string Add { get; } = Dialect.Insert("contacts", "kind", "owner_id", "user_id", "session_id", "updated_at", "sessions");

    /// <summary>Something was said in a conversation: it stands for the others, unless a later one does.</summary>
    public string Touch { get; } =
        $"""
        update contacts set session_id = @session_id, updated_at = @updated_at
        where {Key} and (updated_at < @updated_at or (updated_at = @updated_at and session_id < @session_id))
        """;

    /// <summary>One conversation less.</summary>
    public string Leave { get; } = $"update contacts set sessions = sessions - 1 where {Key}";

    /// <summary>There is none any more.</summary>
    public string Forget { get; } = $"delete from contacts where {Key} and sessions <= 0";

    /// <summary>The latest of somebody's conversations but the one that has gone.</summary>
    public string Latest { get; } =
        $"""
        select s.session_id, s.updated_at
        from session_members m join sessions s on s.session_id = m.session_id
        where m.user_id = @user_id and s.kind = @kind and s.session_id <> @session_id and s.status <> 5 and s.last_seq > 0
            and (s.kind = 2 and s.creator_id = @user_id and s.desk_id = @owner_id
                or s.kind = 3 and exists (select 1 from session_members o where o.session_id = s.session_id and o.user_id = @owner_id))
        order by s.updated_at desc, s.session_id desc {dialect.First("1")}
        """;

    /// <summary>Another conversation stands for them, where the one that has gone did.</summary>
    public string Replace { get; } = $"update contacts set session_id = @latest_id, updated_at = @latest_at where {Key} and session_id = @session_id";
}
