/** Pictures that residents send, fetched before the platform forgets them and kept by ourselves. */
@ApplicationModule(allowedDependencies = {"community", "live"})
@NullMarked
package org.bandeng.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
