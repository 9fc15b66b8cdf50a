package org.linli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;

/** The link that a start prints once into the log 设置链接, made here because nobody reads the log of a test. */
public final class SetupLink {

    private SetupLink() {}

    /** A link that works; the one before no longer does. */
    public static String fresh(String url) {
        String token = UUID.randomUUID().toString();
        try (Connection admin = TestDatabase.admin(url);
                PreparedStatement sql = admin.prepareStatement("""
                        insert into system_fact (name, value, at)
                        values ('setup', ?, now())
                        on conflict (name) do update set value = excluded.value
                        """)) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            sql.setString(1, HexFormat.of().formatHex(digest));
            sql.executeUpdate();
        } catch (SQLException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return "/setup/" + token;
    }
}
