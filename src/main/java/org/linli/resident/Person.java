package org.linli.resident;

import java.util.UUID;
import org.linli.kernel.PlaceCode;

/** A person 人 as others see them: their phone is masked. */
public record Person(UUID id, String name, PlaceCode community, String phoneMask, String language) {}
