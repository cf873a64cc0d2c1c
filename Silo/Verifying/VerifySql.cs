using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Verifying;

/// <summary>A statement that finds what is wrong, and the sentence that says so of each row.</summary>
internal sealed record SqlCheck(string Finding, string Sql);

/// <summary>The statements of the verification; the same for each database.</summary>
internal static class VerifySql
{
    private const string EntryColumns =
        "e.session_id, e.seq, e.message_id, e.created_at, e.type, e.sender_id, e.sender_name, e.content, e.client_message_id, e.detail";

    /// <summary>How many columns of <see cref="Logs"/> are the session's.</summary>
    public static int SessionColumns { get; } = SessionRow.Columns("s").Split(',').Length;

    /// <summary>Each session with each of its entries, in their order.</summary>
    public static string Logs { get; } =
        $"select {SessionRow.Columns("s")}, {EntryColumns} from sessions s left join entries e on e.session_id = s.session_id order by s.session_id, e.seq";

    public static SqlCheck[] Checks { get; } =
    [
        new("The log has entry {1} of the session {0}, which is not there.",
            "select e.session_id, e.seq from entries e where not exists (select 1 from sessions s where s.session_id = e.session_id)"),
        new("The private log has note {1} of the session {0}, which is not there.",
            "select n.session_id, n.seq from notes n where not exists (select 1 from sessions s where s.session_id = n.session_id)"),
        new("{1} is a member of the session {0}, which is not there.",
            "select m.session_id, m.user_id from session_members m where not exists (select 1 from sessions s where s.session_id = m.session_id)"),
        new("Session {0}: {1} entries of {2} have the client's id {3}.",
            "select session_id, count(*), sender_id, client_message_id from entries where client_message_id is not null group by session_id, sender_id, client_message_id having count(*) > 1"),
        new("Session {0}: {1} notes of {2} have the client's id {3}.",
            "select session_id, count(*), sender_id, client_message_id from notes where client_message_id is not null group by session_id, sender_id, client_message_id having count(*) > 1"),
        new("The message id {0} stands {1} times in the log.", "select message_id, count(*) from entries group by message_id having count(*) > 1"),
        new("Session {0}: last_note_seq is {1}, and there are {2} notes, the last of them number {3}.",
            """
            select s.session_id, s.last_note_seq, count(n.seq), coalesce(max(n.seq), 0) from sessions s left join notes n on n.session_id = s.session_id
            group by s.session_id, s.last_note_seq having count(n.seq) <> s.last_note_seq or coalesce(max(n.seq), 0) <> s.last_note_seq
            """),
        new("Session {0}: {1} has read up to {2}, and its log ends at {3}.",
            "select m.session_id, m.user_id, m.read_seq, s.last_seq from session_members m join sessions s on s.session_id = m.session_id where m.read_seq > s.last_seq or m.joined_seq > s.last_seq"),
        new("Session {0}: {1} is a member, and there is no such user.",
            "select m.session_id, m.user_id from session_members m where not exists (select 1 from users u where u.user_id = m.user_id)"),
        new("Session {0}: it belongs to the desk {1}, which is not there.",
            "select s.session_id, s.desk_id from sessions s where s.desk_id is not null and not exists (select 1 from desks d where d.desk_id = s.desk_id)"),
        new("{1} has a seat at the desk {0}, and there is no such user.",
            "select a.desk_id, a.user_id from desk_seats a where not exists (select 1 from users u where u.user_id = a.user_id)"),
        new("The search index has read up to {1} of the session {0}, whose log ends at {2}. Empty the table search_cursors.",
            "select c.session_id, c.indexed_seq, s.last_seq from search_cursors c join sessions s on s.session_id = c.session_id where c.indexed_seq > s.last_seq"),
        new("The figures have counted up to {1} of the session {0}, whose log ends at {2}. Empty figures, figure_topics and figure_marks.",
            "select m.session_id, m.counted_seq, s.last_seq from figure_marks m join sessions s on s.session_id = m.session_id where m.counted_seq > s.last_seq"),
        new("The contacts know the session {0} up to {1}, and its log ends at {2}. Empty contacts and contact_marks.",
            "select k.session_id, k.read_seq, s.last_seq from contact_marks k join sessions s on s.session_id = k.session_id where k.read_seq > s.last_seq"),
        new("File {0} belongs to the session {1}, which is not there.",
            "select f.file_id, f.session_id from files f where f.removed = 0 and f.check_at is null and not exists (select 1 from sessions s where s.session_id = f.session_id)"),
        new("The mood of entry {1} of the session {0} is known, and there is no such entry.",
            "select m.session_id, m.seq from moods m where not exists (select 1 from entries e where e.session_id = m.session_id and e.seq = m.seq)"),
        new("What a model said of entry {1} of the session {0} is known, and there is no such entry.",
            "select m.session_id, m.seq from model_moods m where not exists (select 1 from entries e where e.session_id = m.session_id and e.seq = m.seq)"),
        new("Ticket {0}: its record has {1} entries, numbered {2} to {3}.",
            "select t.number, count(e.seq), coalesce(min(e.seq), 0), coalesce(max(e.seq), 0) from tickets t left join ticket_entries e on e.ticket_id = t.ticket_id group by t.number having count(e.seq) <> coalesce(max(e.seq), 0) or coalesce(min(e.seq), 0) <> 1"),
        new("Article {0}: it stands at version {1}, and {2} versions are kept, the last of them {3}.",
            """
            select a.article_id, a.version, count(v.version), coalesce(max(v.version), 0) from articles a left join article_versions v on v.article_id = a.article_id
            group by a.article_id, a.version having coalesce(max(v.version), 0) <> a.version or count(v.version) <> a.version
            """),
    ];

    public const string TicketsWithSessions = "select * from tickets where session_ids <> '[]'";

    public const string Files =
        "select file_id, session_id, uploader_id, place, name, content_type, size, width, height, seconds, thumbnail_type, created_at, client_message_id, removed, version from files where removed = 0";
}
