using LiveChat.Assistant;
using LiveChat.Cluster.Sessions;
using LiveChat.Files;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Files;

/// <summary>Whose files go with which message, who may open them, and what takes them away.</summary>
public sealed class AttachTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(25);

    private SessionFixture _fixture = null!;
    private Guid _session;

    private InMemoryFiles Files => _fixture.Cluster.Stores.Files;

    private IFileSweep Sweep => _fixture.Cluster.Client.GetGrain<IFileSweep>(IFileSweep.All);

    public async Task InitializeAsync()
    {
        _fixture = await SessionFixture.Start();
        _session = await _fixture.Direct(People.Visitor, People.Agent);
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_message_shows_its_files_to_those_who_hear_it_and_to_those_who_read_it_later()
    {
        var (one, other) = (await Upload(), await Upload());
        var tape = await _fixture.Cluster.Listen(_session);

        (await Send("", "c1", one, other)).Refusal.Should().BeNull();

        var shown = (await tape.Expect<MessagesAppended>()).Messages.Single();
        shown.Content.Should().BeEmpty();
        shown.Attachments.Should().BeEquivalentTo([one.Shown, other.Shown], options => options.WithStrictOrdering());
        var page = (await _fixture.Session(_session).History(People.Agent, new(null, null, 10))).Value!;
        page.Messages.Single().Attachments.Should().BeEquivalentTo(shown.Attachments);
        shown.Attachments![0].Url.Should().Be($"/api/files/{one.FileId}");
    }

    [Fact]
    public async Task The_same_message_again_gets_its_first_receipt_even_after_a_restart()
    {
        var file = await Upload();
        var first = (await Send("look", "c1", file)).Value!;
        (await Send("look", "c1", file)).Value.Should().Be(first with { Duplicate = true });
        await _fixture.Cluster.Deactivate(_fixture.Session(_session));
        (await Send("look", "c1", file)).Value.Should().Be(first with { Duplicate = true });
        _fixture.Log.All(_session).Should().ContainSingle();
    }

    [Fact]
    public async Task Files_of_others_of_other_sessions_of_other_messages_and_of_nobody_are_refused_and_nothing_is_said()
    {
        var elsewhere = await _fixture.Direct(People.Visitor, People.OtherVisitor);
        var (mine, hers, there, gone) = (await Upload(), await Upload(People.Agent), await Upload(session: elsewhere), Stored(People.Visitor, _session));
        (await Send("", "c0", mine)).Refusal.Should().BeNull();

        foreach (var file in new[] { mine, hers, there, gone })
            (await Send("x", "c1", await Upload(), file)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Send("x", "c2", [.. await Task.WhenAll(Enumerable.Range(0, 11).Select(_ => Upload()))])).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Send("x", "c3", hers, hers)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Send(" ", "c4")).Refusal!.Code.Should().Be(RefusalCode.Invalid, "neither words nor files");
        _fixture.Log.All(_session).Should().ContainSingle();
    }

    [Fact]
    public async Task A_refused_message_takes_no_file_with_it()
    {
        var (good, bad) = (await Upload(), Stored(People.Visitor, _session));
        (await Send("x", "c1", good, bad)).Refusal.Should().NotBeNull();
        (await Send("x", "c2", good)).Refusal.Should().BeNull("the first message got none of them");
    }

    [Fact]
    public async Task Only_who_may_read_the_session_opens_a_file_and_nobody_else_learns_that_it_is_there()
    {
        var file = await Upload();
        foreach (var reader in new[] { People.Visitor, People.Agent, People.Admin })
            (await Of(reader).Open(reader, file.FileId)).Value.Should().BeEquivalentTo(file);
        foreach (var stranger in new[] { People.OtherVisitor, People.Buyer, People.AgentElsewhere })
        {
            var refused = (await Of(stranger).Open(stranger, file.FileId)).Refusal!;
            refused.Should().Be((await Of(stranger).Open(stranger, Guid.CreateVersion7())).Refusal).And.Match<Refusal>(r => r.Code == RefusalCode.NotFound);
        }
    }

    [Fact]
    public async Task Only_who_may_speak_uploads_in_their_own_name_and_within_the_quotas()
    {
        (await Of(People.Visitor).RefuseUpload(People.Visitor, _session, 1)).Should().BeNull();
        (await Of(People.Visitor).RefuseUpload(People.Agent, _session, 1))!.Code.Should().Be(RefusalCode.Forbidden);
        (await Of(People.OtherVisitor).RefuseUpload(People.OtherVisitor, _session, 1))!.Code.Should().Be(RefusalCode.NotFound);
        (await Of(People.Admin).RefuseUpload(People.Admin, _session, 1))!.Code.Should().Be(RefusalCode.Forbidden);
        (await Of(People.Visitor).RefuseUpload(People.Visitor, _session, new FilesOptions().QuotaPerUser + 1))!.Code.Should().Be(RefusalCode.TooLong);
        (await Of(People.Visitor).Add(People.Visitor, Stored(People.Agent, _session))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Fact]
    public async Task Recalling_the_message_takes_its_files_away()
    {
        var file = await Upload();
        var receipt = (await Send("", "c1", file)).Value!;
        (await _fixture.Session(_session).Recall(People.Visitor, receipt.Seq)).Should().BeNull();

        await Gone(file);
        (await Of(People.Agent).Open(People.Agent, file.FileId)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
    }

    [Fact]
    public async Task A_recall_whose_write_fails_leaves_the_files_and_one_whose_answer_is_lost_takes_them()
    {
        var (stays, goes) = (await Upload(), await Upload());
        var (one, other) = ((await Send("", "c1", stays)).Value!, (await Send("", "c2", goes)).Value!);
        _fixture.Log.FailNext(StoreFault.Away);
        (await _fixture.Session(_session).Recall(People.Visitor, one.Seq))!.Code.Should().Be(RefusalCode.StoreUnavailable);
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        (await _fixture.Session(_session).Recall(People.Visitor, other.Seq))!.Code.Should().Be(RefusalCode.StoreUnavailable);

        _fixture.Cluster.Time.Advance(TimeSpan.FromMinutes(2));
        (await Sweep.Sweep()).Should().Be(1);
        Files.Places.Should().Equal(stays.Place);
    }

    [Fact]
    public async Task Deleting_the_session_deletes_all_of_its_bytes()
    {
        await Upload();
        await Send("", "c1", await Upload());
        (await _fixture.Session(_session).Delete(People.Visitor)).Should().BeNull();
        _fixture.Cluster.Time.Advance(TimeSpan.FromMinutes(2));
        (await Sweep.Sweep()).Should().Be(2);
        Files.Places.Should().BeEmpty();
    }

    [Fact]
    public async Task What_no_message_got_is_swept_in_time_and_what_one_has_never_is()
    {
        var (orphan, attached, unsent) = (await Upload(), await Upload(), await Upload());
        await Send("", "c1", attached);
        _fixture.Log.FailNext(StoreFault.Overloaded);
        (await Send("", "c2", unsent)).Refusal!.Code.Should().Be(RefusalCode.Overloaded);

        (await Sweep.Sweep()).Should().Be(0, "they may still be attached");
        _fixture.Cluster.Time.Advance(Day);
        (await Sweep.Sweep()).Should().Be(2);
        Files.Places.Should().Equal(attached.Place);
        _fixture.Cluster.Time.Advance(Day * 100);
        (await Sweep.Sweep()).Should().Be(0);
        (await Send("", "c3", orphan)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public async Task A_file_that_is_attached_while_it_is_being_swept_stays()
    {
        var file = await Upload();
        _fixture.Cluster.Time.Advance(Day);
        Files.BeforeRemoval = async () =>
        {
            Files.BeforeRemoval = null;
            (await Send("just in time", "c1", file)).Refusal.Should().BeNull();
        };
        (await Sweep.Sweep()).Should().Be(0);
        Files.Places.Should().Equal(file.Place);
        _fixture.Cluster.Time.Advance(Day);
        (await Sweep.Sweep()).Should().Be(0, "the log has its message");
    }

    [Fact]
    public async Task The_sweep_survives_a_crash_between_its_decision_and_the_removal_of_the_bytes()
    {
        var file = await Upload();
        _fixture.Cluster.Time.Advance(Day);
        var due = (await Files.Due(_fixture.Cluster.Time.GetUtcNow(), 10, default)).Single();
        (await Files.Remove(due, default)).Should().BeTrue();
        (await Send("", "c1", file)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Sweep.Sweep()).Should().Be(1);
        Files.Places.Should().BeEmpty();
    }

    [Fact]
    public async Task With_the_database_away_a_message_with_files_is_refused_and_goes_through_later()
    {
        var file = await Upload();
        Files.Away = true;
        (await Send("", "c1", file)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        Files.Away = false;
        _fixture.Log.FailNext(StoreFault.AnswerLost);
        (await Send("", "c1", file)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await Send("", "c1", file)).Value!.Duplicate.Should().BeTrue();
    }

    [Fact]
    public async Task The_assistant_is_asked_about_files_without_words_by_their_names()
    {
        var support = await _fixture.Support();
        var file = await Upload(session: support);
        (await _fixture.Session(support).Send(People.Visitor, new("c1", "", null, [file.FileId]))).Refusal.Should().BeNull();
        (await _fixture.Assistant.Begun.Expect<ReplyRequest>()).Question.Should().Be("[photo.jpg]");
    }

    [Fact]
    public async Task An_agent_who_takes_over_by_speaking_may_speak_in_pictures()
    {
        var support = await _fixture.Support();
        var file = await Upload(People.Agent, support);
        (await _fixture.Session(support).Send(People.Agent, new("c1", "", null, [file.FileId]))).Refusal.Should().BeNull();
        _fixture.Log.All(support)[^1].Attachments.Should().ContainSingle();
    }

    [Fact]
    public async Task Notes_take_no_files()
    {
        var support = await _fixture.Support();
        var file = await Upload(People.Agent, support);
        (await _fixture.Session(support).Note(People.Agent, new("c1", "x", null, [file.FileId]))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    private Task<Outcome<Receipt>> Send(string text, string id, params StoredFile[] files) =>
        _fixture.Session(_session).Send(People.Visitor, new(id, text, null, files.Length == 0 ? null : Array.ConvertAll(files, file => file.FileId)));

    private IUserFiles Of(Caller caller) => _fixture.Cluster.Client.GetGrain<IUserFiles>(caller.UserId);

    private async Task<StoredFile> Upload(Caller? by = null, Guid? session = null)
    {
        var file = Stored(by ?? People.Visitor, session ?? _session);
        (await Of(by ?? People.Visitor).Add(by ?? People.Visitor, file)).Refusal.Should().BeNull();
        Files.Put(file.Place);
        return file;
    }

    private StoredFile Stored(Caller by, Guid session)
    {
        var (id, now) = (Guid.CreateVersion7(), _fixture.Cluster.Time.GetUtcNow());
        return new(id, session, by.UserId, FilePlaces.Of(id, now), new(id, "photo.jpg", 3, "image/jpeg", 4, 3), now);
    }

    private async Task Gone(StoredFile file)
    {
        using var patience = new CancellationTokenSource(ChatCluster.Patience);
        while (Files.Places.Contains(file.Place)) await Task.Delay(ChatCluster.Tick, patience.Token);
    }
}
