/** The dialog engine, without Spring, storage or WeChat. */
@NullMarked
package org.bandeng.dialog;

import org.jspecify.annotations.NullMarked;
