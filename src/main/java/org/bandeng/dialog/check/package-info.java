/**
 * Proves scripts before residents meet them: walks each as the state machine that it is, with the engine itself, and tells
 * what can go wrong in it, where, and after which words.
 */
@NamedInterface("check")
@NullMarked
package org.bandeng.dialog.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
