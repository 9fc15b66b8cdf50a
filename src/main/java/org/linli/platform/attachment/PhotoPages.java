package org.linli.platform.attachment;

import java.util.UUID;
import org.linli.kernel.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves photos 照片 to whoever may see their matter; a photo never changes, so a browser keeps it. */
@Controller
class PhotoPages {

    private final Attachments attachments;

    PhotoPages(Attachments attachments) {
        this.attachments = attachments;
    }

    @GetMapping("/photos/{id}")
    ResponseEntity<byte[]> photo(@PathVariable UUID id) {
        return jpeg(id, false);
    }

    @GetMapping("/photos/{id}/small")
    ResponseEntity<byte[]> small(@PathVariable UUID id) {
        return jpeg(id, true);
    }

    /** Kept nowhere but in the open page: a counter's computer serves many people. */
    private ResponseEntity<byte[]> jpeg(UUID id, boolean thumbnail) {
        byte[] bytes = attachments.jpeg(id, thumbnail).orElseThrow(Refusal::notFound);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id + ".jpg\"")
                .header("X-Content-Type-Options", "nosniff")
                .body(bytes);
    }
}
