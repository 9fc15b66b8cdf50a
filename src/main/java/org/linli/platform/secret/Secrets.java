package org.linli.platform.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.linli.platform.PrivateFile;
import org.linli.platform.Settings;
import org.springframework.stereotype.Component;

/** Encrypts personal data 个人信息 at rest (AES-256-GCM) and finds it again by a keyed hash (HMAC-SHA-256). */
@Component
public class Secrets {

    private final Aead aead;
    private final PrfSet prf;

    Secrets(Settings settings) {
        try {
            AeadConfig.register();
            PrfConfig.register();
            List<String> keysets = keysets(settings.keyFile().toAbsolutePath());
            this.aead = handle(keysets.get(0)).getPrimitive(RegistryConfiguration.get(), Aead.class);
            this.prf = handle(keysets.get(1)).getPrimitive(RegistryConfiguration.get(), PrfSet.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key file " + settings.keyFile() + " holds no usable keys", e);
        }
    }

    /** Two keysets, a line each: made at the first start, and never again. */
    private static List<String> keysets(Path file) throws GeneralSecurityException {
        try {
            if (!Files.exists(file)) {
                PrivateFile.write(
                        file,
                        line(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM))
                                + "\n"
                                + line(KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF))
                                + "\n");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(KeysetHandle handle) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get())
                .replace("\n", "");
    }

    private static KeysetHandle handle(String line) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(line, InsecureSecretKeyAccess.get());
    }

    /** Encrypts a text for a purpose; it opens for the same purpose only. */
    public byte[] seal(String text, String purpose) {
        try {
            return aead.encrypt(text.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Decrypts what was sealed for the purpose. */
    public String open(byte[] sealed, String purpose) {
        try {
            return new String(aead.decrypt(sealed, purpose.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A sealed text does not open with the keys at hand", e);
        }
    }

    /** The keyed hash by which a sealed text is found again, 32 bytes. */
    public byte[] fingerprint(String text, String purpose) {
        try {
            return prf.computePrimary((purpose + ":" + text).getBytes(StandardCharsets.UTF_8), 32);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
