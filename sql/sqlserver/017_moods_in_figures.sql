-- Figures know how customers sound, and days are those of each desk's own zone: everything is counted anew, in the background.
delete from figures;
delete from figure_topics;
delete from figure_marks;
delete from ticket_marks;
