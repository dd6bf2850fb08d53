// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

/**
 * What a simulated session is like.
 *
 * @param seconds how long people type
 * @param log how many requests of all users must follow one until it can no longer be undone; the same for all hosts
 * @param start how the document comes to the server
 */
record Style(String name, int users, double seconds, Delays delays, Typing typing, Life life, long log, Start start) {
    /** How the document comes to the server. */
    enum Start {
        /** It was stored, with a text by nobody. */
        BY_NOBODY,
        /** It was stored, with a text by the first user, who is absent. */
        BY_ABSENT,
        /** The first client creates it. */
        CREATED,
        /** The first client uploads it, with its user and without a history. */
        UPLOADED,
        /** The first client uploads it, with its user and a history. */
        UPLOADED_WITH_LOG
    }

    /**
     * How the lines delay messages.
     *
     * @param oneWay the least delay in seconds
     * @param jitter what chance adds at most
     * @param stalls how often, per request, a connection stalls
     * @param stall for how long at most
     */
    record Delays(double oneWay, double jitter, double stalls, double stall) {}

    /**
     * How people type. Probabilities are per request; what is left inserts.
     *
     * @param rate requests a second of one person
     * @param settings how often somebody takes another colour, or looks elsewhere
     * @param groups how many of the undos and redos take back several requests at once
     * @param longDelete how much is erased at most
     * @param hot whether half of it all happens in one place
     * @param maxText beyond which length nothing but deletions happen
     */
    record Typing(
            double rate,
            double undo,
            double redo,
            double delete,
            double move,
            double noOp,
            double settings,
            double groups,
            int longDelete,
            boolean hot,
            int maxText) {}

    /**
     * Who comes and goes.
     *
     * @param churn how often, per request, somebody leaves, rejoins, or comes through another connection
     * @param newcomers how many more people may come
     * @param companions how many of the people have a second user at their client
     * @param readers how many subscribers have no user
     * @param plugins how many users are plugins'
     * @param replacements how often the note is replaced
     */
    record Life(double churn, int newcomers, int companions, int readers, int plugins, int replacements) {}

    /** The protocol's size of logs. */
    static final long LOG = 2048;

    private static final double RARELY = 1.0 / 60;
    private static final Life STABLE = new Life(0, 0, 0, 0, 0, 0);

    private static Typing people(int maxText, double move) {
        return new Typing(5, .015, .005, .10, move, 0, .002, .2, 15, false, maxText);
    }

    private static final Typing STORMY = new Typing(4, .12, .12, .25, .05, .03, .02, .3, 30, true, 200);

    /** People in the paragraphs of a document, 100 ms apart. */
    static Style real(int users) {
        return new Style(
                "real", users, 60, new Delays(.05, .01, 0, 0), people(5000, .03), STABLE, LOG, Start.BY_NOBODY);
    }

    /** People in the paragraphs of a document, 300 ms apart. */
    static Style far(int users) {
        return new Style("far", users, 60, new Delays(.15, .05, 0, 0), people(5000, .03), STABLE, LOG, Start.BY_NOBODY);
    }

    /** People in one line. */
    static Style line(int users) {
        return new Style("line", users, 60, new Delays(.05, .01, 0, 0), people(100, .06), STABLE, LOG, Start.BY_NOBODY);
    }

    /** People whose lines have hiccups. */
    static Style hiccups(int users) {
        return new Style(
                "hiccups", users, 60, new Delays(.05, .01, .005, 3), people(5000, .03), STABLE, LOG, Start.BY_NOBODY);
    }

    /** Much undoing and erasing in one place over bad lines. */
    static Style storm(int users) {
        return new Style("storm", users, 20, new Delays(.05, 1, .02, 8), STORMY, STABLE, LOG, Start.BY_NOBODY);
    }

    /** A storm in which people come and go. */
    static Style churn(int users) {
        return storm(users).named("churn").with(new Life(RARELY, 2, 0, 1, 0, 0));
    }

    /** As {@link #churn}, with small logs. */
    static Style small(int users) {
        return new Style(
                "small",
                users,
                30,
                new Delays(.05, .5, .02, 4),
                STORMY,
                new Life(RARELY, 2, 0, 1, 0, 0),
                30,
                Start.BY_NOBODY);
    }

    /** The same without undo and redo. */
    Style withoutUndo() {
        Typing edits = new Typing(
                typing.rate(),
                0,
                0,
                typing.delete(),
                typing.move(),
                typing.noOp(),
                typing.settings(),
                0,
                typing.longDelete(),
                typing.hot(),
                typing.maxText());
        return new Style(name, users, seconds, delays, edits, life, log, start);
    }

    Style named(String newName) {
        return new Style(newName, users, seconds, delays, typing, life, log, start);
    }

    Style with(Life newLife) {
        return new Style(name, users, seconds, delays, typing, newLife, log, start);
    }

    /** The same with so many users of plugins. */
    Style withPlugins(int plugins) {
        return with(new Life(
                life.churn(), life.newcomers(), life.companions(), life.readers(), plugins, life.replacements()));
    }

    /** The same with a second user at so many clients. */
    Style withCompanions(int companions) {
        return with(new Life(
                life.churn(), life.newcomers(), companions, life.readers(), life.plugins(), life.replacements()));
    }

    /** The same with so many replacements of the note. */
    Style withReplacements(int replacements) {
        return with(new Life(
                life.churn(), life.newcomers(), life.companions(), life.readers(), life.plugins(), replacements));
    }

    Style with(Start newStart) {
        return new Style(name, users, seconds, delays, typing, life, log, newStart);
    }

    /** The same for so many seconds. */
    Style lasting(double newSeconds) {
        return new Style(name, users, newSeconds, delays, typing, life, log, start);
    }
}
