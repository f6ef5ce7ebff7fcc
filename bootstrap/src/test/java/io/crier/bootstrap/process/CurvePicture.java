package io.crier.bootstrap.process;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws accepted messages a second over time as SVG. */
final class CurvePicture {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int LEFT = 60;
  private static final int RIGHT = 80;
  private static final int TOP = 20;
  private static final int BOTTOM = 40;
  private static final List<String> COLOURS = List.of("#8a8f98", "#0b7a55");

  private final List<ColdBenchmark.Curve> curves;
  private final int sliceSeconds;
  private final double highest;
  private final int slices;

  private CurvePicture(List<ColdBenchmark.Curve> curves, int sliceSeconds) {
    this.curves = curves;
    this.sliceSeconds = sliceSeconds;
    slices = curves.getFirst().slices().size();
    var most =
        curves.stream()
            .flatMap(curve -> curve.slices().stream())
            .mapToDouble(ColdBenchmark.Slice::rate)
            .max()
            .orElse(1);
    highest = Math.ceil(most / 500) * 500;
  }

  static String of(List<ColdBenchmark.Curve> curves, int sliceSeconds) {
    return new CurvePicture(curves, sliceSeconds).svg();
  }

  private String svg() {
    var lines =
        IntStream.rangeClosed(0, 5)
            .mapToObj(n -> guide(highest * n / 5))
            .collect(Collectors.joining());
    var times =
        IntStream.rangeClosed(0, slices)
            .filter(n -> n % Math.max(1, slices / 6) == 0)
            .mapToObj(n -> text(x(n), HEIGHT - BOTTOM + 18, "middle", n * sliceSeconds + " s"))
            .collect(Collectors.joining());
    var drawn =
        IntStream.range(0, curves.size())
            .mapToObj(n -> curve(curves.get(n), COLOURS.get(COLOURS.size() - curves.size() + n)))
            .collect(Collectors.joining());
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
    <title>Accepted messages a second from a fresh start on</title>
    <rect width="100%%" height="100%%" fill="#fff"/>
    %s%s%s</svg>
    """
        .formatted(WIDTH, HEIGHT, lines, times, drawn);
  }

  private String guide(double rate) {
    return "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n"
            .formatted(LEFT, WIDTH - RIGHT, y(rate), y(rate))
        + text(LEFT - 8, y(rate) + 4, "end", "%,.0f/s".formatted(rate));
  }

  private String curve(ColdBenchmark.Curve curve, String colour) {
    var points =
        IntStream.range(0, slices)
            .mapToObj(n -> "%.1f,%.1f".formatted(x(n + 0.5), y(curve.slices().get(n).rate())))
            .collect(Collectors.joining(" "));
    return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>\n"
            .formatted(colour, points)
        + text(x(slices) + 4, y(curve.slices().getLast().rate()) + 4, "start", curve.name());
  }

  private static String text(double x, double y, String anchor, String text) {
    return "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n"
        .formatted(x, y, anchor, text);
  }

  private double x(double slice) {
    return LEFT + slice * (WIDTH - LEFT - RIGHT) / slices;
  }

  private double y(double rate) {
    return TOP + (1 - rate / highest) * (HEIGHT - TOP - BOTTOM);
  }
}
