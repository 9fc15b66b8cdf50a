package org.linli.order;

import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.organisation.Organisation;

/**
 * How a category is worked on at a place 办理标准: by when, by whom, when it may be filed and closed, and what proves it.
 * GB/T 30428 asks for these of each subclass and leaves the values to the place.
 *
 * @param limit from acceptance to completion
 * @param uptake until it is taken up and accepted
 * @param evidence what a completion must bring
 * @param responsible the kind of organisation that usually handles it
 * @param seen who may see that it was reported, beside those whom it concerns
 * @param urgent whether it is dangerous, so that a phone call comes before any form
 * @param errand whether it is run by proxy 上门代办: by mandate, with a list of the papers that were taken along
 * @param filing when it is one 立案条件; may be empty
 * @param closing when it is done 结案条件; may be empty
 */
public record Terms(
        TimeLimit limit,
        Uptake uptake,
        Evidence evidence,
        Organisation.Kind responsible,
        Seen seen,
        boolean urgent,
        boolean errand,
        String filing,
        String closing) {

    /** What a completion must bring 办结凭证. */
    public enum Evidence {
        /** 必须有照片. */
        PHOTO,
        /** 照片，或者为什么没有照片. */
        PHOTO_OR_REASON,
        /** 写清楚就行. */
        WORDS
    }

    /** Who may see that it was reported 可见范围. */
    public enum Seen {
        /** 当事人和经办人. */
        PARTIES,
        /** 谁都能看到类别、楼栋和进度，看不到内容和姓名. */
        PUBLIC
    }

    private static final int LONGEST = 300;

    /** The same, urgent or not, whatever holds now: an order stays what it was when it was placed. */
    Terms urgent(boolean then) {
        return new Terms(limit, uptake, evidence, responsible, seen, then, errand, filing, closing);
    }

    /** The same, with another limit. */
    Terms within(TimeLimit other) {
        return new Terms(other, uptake, evidence, responsible, seen, urgent, errand, filing, closing);
    }

    /** Refuses conditions of more than 300 characters. */
    public Terms {
        filing = filing.strip();
        closing = closing.strip();
        if (filing.length() > LONGEST) {
            throw Refusal.invalid("category.filing", "most", LONGEST);
        }
        if (closing.length() > LONGEST) {
            throw Refusal.invalid("category.closing", "most", LONGEST);
        }
    }
}
