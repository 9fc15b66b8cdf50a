package org.linli.platform.web;

/** Where to go next 下一页, as an address may say it: a path of this site and never another site. */
public final class LocalPath {

    private static final int LONGEST = 500;

    private LocalPath() {}

    /** The path if it is one of ours, else the other. Browsers read a backslash as a slash and drop tabs and line ends. */
    public static String or(String wanted, String otherwise) {
        boolean ours = wanted.length() <= LONGEST
                && wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        return ours ? wanted : otherwise;
    }
}
