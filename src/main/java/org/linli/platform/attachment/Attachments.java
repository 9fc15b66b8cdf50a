package org.linli.platform.attachment;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.Turns;
import org.linli.platform.matter.Matters;
import org.springframework.core.io.InputStreamSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The photos 照片 of matters and drafts, seen by whoever may see the matter. */
@Repository
@Transactional
public class Attachments {

    /** At most so many photos of one purpose on one matter or draft. */
    public static final int MOST = 6;

    private static final long LARGEST = 10L * 1024 * 1024;

    /** What a photo shows: the problem, or the work done. */
    public enum Purpose {
        BEFORE,
        AFTER
    }

    /** A photo without its bytes. */
    public record Picture(UUID id, Purpose purpose, int width, int height) {}

    /** Decoding a large picture takes much memory. */
    private final Turns turns = new Turns(2, 16, Duration.ofSeconds(20), "photo.busy");

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Clock clock;

    Attachments(JdbcClient jdbc, Trips trips, Clock clock) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.clock = clock;
    }

    /** Cleans an upload before any transaction begins, and reads it only when its turn has come. Refuses what is no photo, too large, or waits over 20 seconds for its turn. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Photo clean(InputStreamSource upload, long size) {
        if (size > LARGEST) {
            throw Refusal.tooLarge("photo.size", "limit", "10 MB");
        }
        try {
            return turns.take(() -> Photo.clean(upload.getInputStream().readAllBytes()));
        } catch (IOException e) {
            throw Refusal.invalid("photo.broken");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a clean photo on a draft of the acting person, once however often it is sent. Refuses more than {@link #MOST}. */
    public void addToDraft(UUID draft, Photo photo) {
        boolean kept = jdbc.sql("select exists (select from attachment where draft = :draft and jpeg = :jpeg)")
                .param("draft", draft)
                .param("jpeg", photo.jpeg())
                .query(Boolean.class)
                .single();
        if (!kept) {
            add("draft", draft, Purpose.BEFORE, photo);
        }
    }

    /** Hangs a clean photo on a matter; each step brings at most {@link #MOST}, however many rounds there are. */
    public void addToMatter(UUID matter, Purpose purpose, Photo photo) {
        add("matter", matter, purpose, photo);
    }

    private void add(String owner, UUID id, Purpose purpose, Photo photo) {
        int added = jdbc.sql("""
                        insert into attachment (id, %1$s, purpose, jpeg, thumbnail, width, height, uploaded_by, uploaded_at)
                        select :id, :owner, :purpose, :jpeg, :thumbnail, :width, :height, :me, :now
                         where (select count(*) from attachment where draft = :owner) < :most
                        """.formatted(owner))
                .param("id", Ids.at(clock.instant()))
                .param("owner", id)
                .param("purpose", purpose.name().toLowerCase(java.util.Locale.ROOT))
                .param("jpeg", photo.jpeg())
                .param("thumbnail", photo.thumbnail())
                .param("width", photo.width())
                .param("height", photo.height())
                .param("me", Acting.current().self())
                .param("now", Matters.time(clock.instant()))
                .param("most", MOST)
                .update();
        if (added == 0) {
            throw Refusal.invalid("photo.tooMany", "most", MOST);
        }
    }

    /** Gives the photos of a draft of the acting person to the matter it became, or whose step it was. */
    public void hang(UUID draft, UUID matter, Purpose purpose) {
        jdbc.sql("update attachment set matter = :matter, draft = null, purpose = :purpose where draft = :draft")
                .param("matter", matter)
                .param("purpose", purpose.name().toLowerCase(java.util.Locale.ROOT))
                .param("draft", draft)
                .update();
    }

    /** Takes a photo off a draft. */
    public void dropFromDraft(UUID draft, UUID id) {
        jdbc.sql("delete from attachment where id = :id and draft = :draft")
                .param("id", id)
                .param("draft", draft)
                .update();
    }

    @Transactional(readOnly = true)
    public List<Picture> ofDraft(UUID draft) {
        return pictures(trips.begin(), "draft", draft).get();
    }

    @Transactional(readOnly = true)
    public List<Picture> ofMatter(UUID matter) {
        return ofMatter(trips.begin(), matter).get();
    }

    /** The same, asked on a trip. */
    public Supplier<List<Picture>> ofMatter(Trip trip, UUID matter) {
        return pictures(trip, "matter", matter);
    }

    private static Supplier<List<Picture>> pictures(Trip trip, String owner, UUID id) {
        return trip.ask(
                "select id, purpose, width, height from attachment where " + owner + " = :id order by uploaded_at, id",
                Map.of("id", id),
                (row, n) -> new Picture(
                        row.getObject("id", UUID.class),
                        Purpose.valueOf(row.getString("purpose").toUpperCase(java.util.Locale.ROOT)),
                        row.getInt("width"),
                        row.getInt("height")));
    }

    /** The bytes of a photo or of its thumbnail, if the actor may see them. */
    @Transactional(readOnly = true)
    public Optional<byte[]> jpeg(UUID id, boolean thumbnail) {
        return jdbc.sql("select a." + (thumbnail ? "thumbnail" : "jpeg") + """
                         from attachment a
                         left join matter m on m.id = a.matter
                        where a.id = :id
                          and (a.matter is null and a.uploaded_by = :reachPerson
                            or\s""" + Matters.REACHED_OR_PARTY + ")")
                .param("id", id)
                .params(Matters.reach())
                .query((row, n) -> row.getBytes(1))
                .optional();
    }
}
