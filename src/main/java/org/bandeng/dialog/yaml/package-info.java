/** Reads scripts and notices from YAML files and reports every mistake with its file, line and column. */
@NamedInterface("yaml")
@NullMarked
package org.bandeng.dialog.yaml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
