/** 施工: what is built or mended somewhere; neighbours are told before, their reports hang on it, and some of them watch over it. */
@ApplicationModule(allowedDependencies = {"community", "text", "ticket"})
@NullMarked
package org.bandeng.works;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
