package org.linli.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;

/** An errand by proxy 上门代办 (1-29): what somebody let be done in their name, and where their papers are; those mandates that were taken before, the latest first. */
public record Errand(Mandate mandate, String taker, Instant takenAt, List<Paper> papers, List<Earlier> earlier) {

    /** So many papers at most are taken along at once. */
    public static final int MOST_PAPERS = 10;

    /** How they gave their word. */
    public enum Given {
        /** 书面委托: signed. */
        WRITTEN,
        /** 口头委托: said to the one who came. */
        SPOKEN
    }

    /**
     * A mandate 委托.
     *
     * @param principal whoever gives it, 1 to 50 characters
     * @param what may be done in their name, 2 to 500 characters; nothing else may
     * @param until its last day
     */
    public record Mandate(String principal, Given given, String what, LocalDate until) {
        public Mandate {
            principal = Worded.saidInLine("errand.principal", principal, 1, 50);
            what = Worded.said("errand.what", what, 2, 500);
        }
    }

    /** A mandate that was taken anew since 先前的委托. */
    public record Earlier(Mandate mandate, String taker, Instant takenAt) {}

    /** What becomes of a paper. */
    public enum Fate {
        /** 已还. */
        RETURNED,
        /** 复印件已销毁. */
        DESTROYED
    }

    /** A paper to be taken along; 1 to 50 characters. */
    public record Taken(String name, boolean copy) {
        public Taken {
            name = Worded.saidInLine("errand.paper", name, 1, 50);
        }
    }

    /**
     * A paper that was taken along.
     *
     * @param fate empty while it is out
     * @param receiver who got it back; empty where nobody did
     */
    public record Paper(
            UUID id,
            String name,
            boolean copy,
            Instant takenAt,
            Optional<Fate> fate,
            Optional<Instant> settledAt,
            String receiver) {}

    public Errand {
        papers = List.copyOf(papers);
        earlier = List.copyOf(earlier);
    }

    /** Those that are neither handed back nor destroyed. */
    public List<Paper> out() {
        return papers.stream().filter(paper -> paper.fate().isEmpty()).toList();
    }

    /** Refuses more than {@link #MOST_PAPERS}, and two of the same name and kind. */
    static void bounded(List<Taken> papers) {
        if (papers.size() > MOST_PAPERS) {
            throw Refusal.invalid("errand.papers", "most", MOST_PAPERS);
        }
        if (papers.stream().distinct().count() < papers.size()) {
            throw Refusal.invalid("errand.paperTwice");
        }
    }
}
