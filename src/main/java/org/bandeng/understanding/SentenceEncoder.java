package org.bandeng.understanding;

/** Turns a sentence into a direction: sentences of like meaning point in like directions, whatever their words. */
interface SentenceEncoder {

    /** A vector of length one, of as many numbers as any other sentence's. */
    float[] encode(String sentence);

    /** How alike two are: 1 the same, about 0 nothing in common. */
    static float likeness(float[] a, float[] b) {
        // Four sums: the processor adds them side by side, where it must wait for a single one.
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return first + second + third + fourth;
    }
}
