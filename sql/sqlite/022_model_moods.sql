-- What a model said of how messages sound, from -100 (worst) to 100 (best); 0 for no mood. Figures count it in place of the
-- lexicon's word, however late it came.
create table model_moods (
    session_id blob    not null,
    seq        integer not null,
    score      integer not null,
    primary key (session_id, seq)
) without rowid;
