package org.linli.platform.attachment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.platform.Ids;
import org.linli.platform.attachment.Attachments.Picture;
import org.linli.platform.attachment.Attachments.Purpose;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.multipart.MultipartFile;

/** The photos of a form 表单里的照片: a form that is refused loses none of them, and says which file it could not take. */
@Component
public class PhotoForms {

    private static final int LONGEST_NAME = 40;

    /**
     * What a form brought.
     *
     * @param draft under which its photos are kept until it is taken; nobody finds the photos of another person's
     * @param removed kept before, and no longer wanted
     * @param clean not kept yet
     */
    public record Chosen(UUID draft, List<UUID> removed, List<Photo> clean, List<NotTaken> notTaken) {}

    /** A file that was refused, by the name it has on its owner's device, and why. */
    public record NotTaken(String file, Refusal why) {}

    /** What the form shows again. */
    public record Kept(UUID draft, List<Picture> photos, List<NotTaken> notTaken) {

        /** Whether a word must be said about a file. */
        public boolean refused() {
            return !notTaken.isEmpty();
        }
    }

    private final Attachments attachments;
    private final TransactionOperations transactions;
    private final Clock clock;

    PhotoForms(Attachments attachments, TransactionOperations transactions, Clock clock) {
        this.attachments = attachments;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Of a form that nobody has sent yet. */
    public Kept none() {
        return new Kept(Ids.at(clock.instant()), List.of(), List.of());
    }

    /** The same, with the draft and the photos to remove as the form said them: nonsense is a form that kept nothing. */
    public Chosen chosen(String draft, @Nullable List<String> removed, @Nullable List<MultipartFile> files) {
        List<UUID> unwanted = removed == null
                ? List.of()
                : removed.stream().flatMap(id -> id(id).stream()).toList();
        return chosen(id(draft).orElseGet(() -> Ids.at(clock.instant())), unwanted, files);
    }

    /** The same, where whoever may not take the step, or no more, is told so before anything is made of what they brought. */
    public Chosen chosen(
            String draft,
            @Nullable List<String> removed,
            @Nullable List<MultipartFile> files,
            BooleanSupplier mayTake) {
        boolean brought = files != null && files.stream().anyMatch(PhotoForms::brought);
        return chosen(draft, removed, brought && mayTake.getAsBoolean() ? files : null);
    }

    /** Cleans each file, before any transaction begins; one that is refused takes no other with it. */
    public Chosen chosen(UUID draft, List<UUID> removed, @Nullable List<MultipartFile> files) {
        List<MultipartFile> brought = files == null
                ? List.of()
                : files.stream().filter(PhotoForms::brought).toList();
        // Most forms bring none, and are not asked what they brought before.
        long kept = brought.isEmpty()
                ? 0
                : attachments.ofDraft(draft).stream()
                        .filter(photo -> !removed.contains(photo.id()))
                        .count();
        List<Photo> clean = new ArrayList<>();
        List<NotTaken> notTaken = new ArrayList<>();
        for (MultipartFile file : brought) {
            try {
                if (kept + clean.size() >= Attachments.MOST) {
                    throw Refusal.invalid("photo.tooMany", "most", Attachments.MOST);
                }
                clean.add(attachments.clean(file, file.getSize()));
            } catch (Refusal refusal) {
                notTaken.add(new NotTaken(name(file), refusal));
            }
        }
        return new Chosen(draft, removed, List.copyOf(clean), List.copyOf(notTaken));
    }

    /** A browser sends an empty one without a name where none was chosen. */
    private static boolean brought(MultipartFile file) {
        return !file.isEmpty() || !name(file).isEmpty();
    }

    /** Keeps the clean ones with those kept before, for the form to show them again; a photo sent twice is kept once. */
    public Kept keep(Chosen chosen) {
        put(chosen);
        return new Kept(chosen.draft(), attachments.ofDraft(chosen.draft()), chosen.notTaken());
    }

    /** The same, where the form is taken and shows nothing again. */
    public void put(Chosen chosen) {
        if (chosen.removed().isEmpty() && chosen.clean().isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(transaction -> {
            chosen.removed().forEach(id -> attachments.dropFromDraft(chosen.draft(), id));
            chosen.clean().forEach(photo -> attachments.addToDraft(chosen.draft(), photo));
        });
    }

    /** Hangs them all on the matter that the form made. */
    public void hang(Chosen chosen, UUID matter, Purpose purpose) {
        put(chosen);
        attachments.hang(chosen.draft(), matter, purpose);
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException forged) {
            return Optional.empty();
        }
    }

    /** Without folders, without characters that nobody sees, and not longer than a line. */
    private static String name(MultipartFile file) {
        String sent = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{C}\\u2028\\u2029]", "")
                .strip();
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }
}
