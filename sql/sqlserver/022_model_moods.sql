-- What a model said of how messages sound, from -100 (worst) to 100 (best); 0 for no mood. Figures count it in place of the
-- lexicon's word, however late it came.
create table model_moods (
    session_id uniqueidentifier not null,
    seq        bigint           not null,
    score      smallint         not null,
    constraint model_moods_key primary key (session_id, seq)
);
