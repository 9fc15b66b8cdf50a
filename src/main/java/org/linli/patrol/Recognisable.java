package org.linli.patrol;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What in somebody's words looks like a number that belongs to one person 身份证号、电话、车牌: a reason to ask again. */
public final class Recognisable {

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9])(?:"
            // 身份证: 17 digits and a digit or X.
            + "[1-9][0-9]{16}[0-9Xx]"
            // 手机: 11 digits, however they are grouped.
            + "|1[3-9][0-9](?:[ -]?[0-9]{4}){2}"
            // 座机, with its area code.
            + "|0[1-9][0-9]{1,2}[ -]?[0-9]{7,8}"
            + ")(?![0-9])");

    /** GA 36-2018: a province, a letter, and five or six letters or digits; 挂, 学, 警, 港, 澳 and 领 may stand last. */
    private static final Pattern PLATE =
            Pattern.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-Za-z][ ·•・.]?[A-Za-z0-9]{4,5}[A-Za-z0-9挂学警港澳领]");

    private Recognisable() {}

    /** Whether the words hold such a number, also in full-width characters. */
    public static boolean in(String words) {
        String plain = Normalizer.normalize(words, Normalizer.Form.NFKC);
        return NUMBER.matcher(plain).find() || PLATE.matcher(plain).find();
    }
}
