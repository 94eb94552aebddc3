package org.bandeng.understanding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;

/**
 * The sentence model <a href="https://huggingface.co/BAAI/bge-small-zh-v1.5">bge-small-zh-v1.5</a> of the Beijing Academy of
 * Artificial Intelligence (MIT licence), quantised, run in this process: 512 numbers a sentence.
 */
final class BgeEncoder implements SentenceEncoder {

    /** What a message is about stands in its first words; time grows with length. */
    private static final int READ_AT_MOST = 64;

    private final EmbeddingModel model = new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run);

    @Override
    public float[] encode(String sentence) {
        String head = sentence.length() <= READ_AT_MOST ? sentence : sentence.substring(0, READ_AT_MOST);
        // The model refuses to read nothing.
        return model.embed(head.isBlank() ? "。" : head).content().vector();
    }
}
