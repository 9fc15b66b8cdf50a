package org.linli.platform.secret;

import java.text.Normalizer;
import org.linli.kernel.Refusal;

/** A telephone number 电话, 7 to 15 digits as dialled; shown masked unless a duty needs it. */
public record Phone(String digits) {

    public Phone {
        if (!digits.matches("[0-9]{7,15}")) {
            throw Refusal.invalid("phone.malformed");
        }
    }

    /** Reads what people write: spaces, dashes, full-width digits, a leading +86. Refuses what is no number. */
    public static Phone parse(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s()\\-]", "");
        return new Phone(plain.startsWith("+86") ? plain.substring(3) : plain);
    }

    /** 138****1234: three digits, four stars, the last four. */
    public String masked() {
        return digits.substring(0, Math.min(3, digits.length() - 4)) + "****" + digits.substring(digits.length() - 4);
    }
}
