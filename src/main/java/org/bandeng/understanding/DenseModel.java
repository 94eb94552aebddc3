package org.bandeng.understanding;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Logistic regression over the encoded meaning of sentences: whether they are of one sort or not. */
final class DenseModel {

    private static final double COST = 10;
    private static final double TOLERANCE = 0.01;

    private final Model model;

    /** Both lists hold encoded sentences, at least one each. */
    DenseModel(List<float[]> ofTheSort, List<float[]> others) {
        Linear.disableDebugOutput();
        Problem problem = new Problem();
        problem.l = ofTheSort.size() + others.size();
        problem.n = ofTheSort.get(0).length + 1;
        problem.bias = 1;
        problem.x = Stream.concat(ofTheSort.stream(), others.stream())
                .map(DenseModel::features)
                .toArray(Feature[][]::new);
        problem.y = new double[problem.l];
        Arrays.fill(problem.y, 0, ofTheSort.size(), 1);
        Parameter parameter = new Parameter(SolverType.L2R_LR, COST, TOLERANCE);
        double half = problem.l / 2.0;
        parameter.setWeights(new double[] {half / ofTheSort.size(), half / others.size()}, new int[] {1, 0});
        model = Linear.train(problem, parameter);
    }

    private static Feature[] features(float[] vector) {
        Feature[] features = new Feature[vector.length + 1];
        // How common the sort is.
        features[vector.length] = new FeatureNode(vector.length + 1, 1);
        for (int i = 0; i < vector.length; i++) {
            features[i] = new FeatureNode(i + 1, vector[i]);
        }
        return features;
    }

    /** How probable it is that a sentence is of the sort. */
    double probability(float[] vector) {
        double[] estimates = new double[2];
        Linear.predictProbability(model, features(vector), estimates);
        return estimates[model.getLabels()[0] == 1 ? 0 : 1];
    }
}
