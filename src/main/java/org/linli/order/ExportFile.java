package org.linli.order;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The file of an export 导出文件, written out part by part as the database keeps it: no connection is held while somebody reads slowly. */
@Component
public class ExportFile {

    private final Exports exports;

    ExportFile(Exports exports) {
        this.exports = exports;
    }

    /** All of it; nothing of somebody else's. */
    public void write(UUID id, OutputStream out) throws IOException {
        int part = 0;
        for (Optional<byte[]> bytes = exports.part(id, part); bytes.isPresent(); bytes = exports.part(id, part)) {
            out.write(bytes.get());
            part++;
        }
    }
}
