/** How conversations are written out and read back. */
@NamedInterface("json")
@NullMarked
package org.bandeng.dialog.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
