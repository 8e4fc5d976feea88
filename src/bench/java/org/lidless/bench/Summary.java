package org.lidless.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The medians of all rounds that count, of one way of delivery.
///
/// @param delivery burst or paced
/// @param counted  measurements of rounds that count
/// @param discarded rounds in which the cameras were too late
record Summary(String delivery, List<Measurement> counted, int discarded) {

    double median(String candidate, ToDoubleFunction<Measurement> figure) {
        double[] sorted = figures(candidate, figure);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    double least(String candidate, ToDoubleFunction<Measurement> figure) {
        double[] sorted = figures(candidate, figure);
        return sorted.length == 0 ? Double.NaN : sorted[0];
    }

    double most(String candidate, ToDoubleFunction<Measurement> figure) {
        double[] sorted = figures(candidate, figure);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
    }

    double ratio(String one, String other, ToDoubleFunction<Measurement> figure) {
        return median(one, figure) / median(other, figure);
    }

    /// The sum over all rounds that count: one lost sample is one too many.
    long lost() {
        return counted.stream().mapToLong(Measurement::lost).sum();
    }

    private double[] figures(String candidate, ToDoubleFunction<Measurement> figure) {
        return counted.stream()
                .filter(each -> each.candidate().equals(candidate))
                .mapToDouble(figure)
                .sorted()
                .toArray();
    }
}
