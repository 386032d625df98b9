package io.lutra.engine.sketch.scene;

import io.lutra.engine.sketch.backdrop.Floor;
import io.lutra.engine.sketch.library.Kind;
import io.lutra.engine.sketch.paint.Dice;
import io.lutra.engine.sketch.prompt.Idea;
import io.lutra.engine.sketch.prompt.Idea.Framing;
import io.lutra.engine.sketch.prompt.Look.Trait;
import io.lutra.engine.sketch.prompt.Relation;
import io.lutra.engine.sketch.prompt.Subject.Placement;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds every group its place, size and turn on a floor. */
final class Layout {
    private static final double FAR_SCALE = .72;
    private static final int MOST_ROWS = 5;
    /** How much of a thing's height must be seen above what is before it, where rows are not staggered. */
    private static final double SEEN = .52;
    /** How high, from the top, what is alone flies. */
    private static final double FLIGHT = .42;

    /** How much of the picture a subject takes, from picture to picture. */
    private static final double[] VIEWS = {.56, .74, .42, .62};

    private final Idea idea;
    private final Floor floor;
    private final double width;
    private final double height;
    private final Ground ground;
    private final boolean hasPlace;
    private final Dice dice;
    private final List<Scene.Placed> placed = new ArrayList<>();

    /** What is to be seen of the ground. */
    enum Ground {
        /** A place with a floor. */
        PLACE,
        /** One colour: things float before it. */
        PLAIN,
        /** Somebody else's: things are arranged as before one colour, but stand. */
        UNKNOWN
    }

    /**
     * @param ground what is to be seen of the ground
     */
    Layout(Idea idea, Floor floor, double width, double height, Ground ground, Dice dice) {
        this.idea = idea;
        this.floor = floor;
        this.width = width;
        this.height = height;
        this.ground = ground;
        this.hasPlace = ground == Ground.PLACE;
        this.dice = dice.fork("layout");
    }

    /** Everything in the order of painting. */
    List<Scene.Placed> arrange(List<Group> groups) {
        boolean several = groups.stream().mapToInt(Group::subject).distinct().count() > 1;
        var scenery = new ArrayList<Group>();
        var airborne = new ArrayList<Group>();
        var standing = new ArrayList<Group>();
        boolean anyStands = groups.stream().anyMatch(g -> !g.kind().isScenery() && !isAloft(g));
        boolean hasGround = groups.stream().anyMatch(g -> !isAloft(g));
        boolean isFlock = hasPlace
                && floor.surface() != Floor.Surface.NONE
                && groups.size() > 1
                && (floor.surface() == Floor.Surface.WATER || groups.stream().anyMatch(this::flies));
        for (var group : groups) {
            if (group.kind().isScenery() && several && anyStands) {
                scenery.add(group);
            } else if (isAloft(group) && (hasGround || isFlock)) {
                airborne.add(group);
            } else {
                standing.add(group);
            }
        }
        background(scenery);
        sky(airborne, standing.size());
        if (idea.framing() == Framing.PATTERN || (floor.surface() == Floor.Surface.NONE && standing.size() > 3)) {
            scatter(standing);
        } else if (standing.size() == 1) {
            solo(standing.getFirst());
        } else if (!standing.isEmpty()) {
            rows(ordered(standing));
        }
        placed.sort(Comparator.comparingDouble(p -> p.piece().order()));
        return placed;
    }

    private boolean isAloft(Group group) {
        return flies(group) ? !group.kind().isScenery() : group.kind().isAirborne() && !isGrounded(group);
    }

    /** Whether it is said to be so near to something that it must be on the same ground. */
    private boolean isGrounded(Group group) {
        return idea.relations().stream()
                .filter(relation -> relation.from() == group.subject() || relation.to() == group.subject())
                .anyMatch(relation ->
                        relation.kind() == Relation.Kind.IN_FRONT_OF || relation.kind() == Relation.Kind.TOUCHING);
    }

    /** Whether the prompt says that it flies. */
    private boolean flies(Group group) {
        return idea.subjects().get(group.subject()).thing().look().traits().contains(Trait.FLYING);
    }

    private Placement placement(Group group) {
        return idea.subjects().get(group.subject()).placement();
    }

    /** How much of the smaller side the main subject takes. */
    private double fill() {
        return switch (idea.framing()) {
            case CLOSE_UP -> 1.02;
            case PORTRAIT -> .86;
            case WIDE -> .34;
            case FULL_FIGURE -> .64;
            case FROM_ABOVE, FROM_BELOW, PATTERN, EMBLEM, UNSAID ->
                hasPlace ? VIEWS[dice.turn("view", VIEWS.length)] * dice.between(.95, 1.05) : dice.between(.56, .72);
        };
    }

    private void solo(Group group) {
        var bounds = group.bounds();
        double usual =
                idea.subjects().get(group.subject()).thing().look().size().scale();
        double fill = Math.min(idea.framing() == Framing.CLOSE_UP ? 1.3 : .9, fill() * Math.pow(usual, .8));
        boolean bust = group.kind() == Kind.BUST && (hasPlace || idea.framing() == Framing.PORTRAIT);
        if (bust || (hasPlace && (group.kind() == Kind.FACE || group.kind() == Kind.HEAD))) {
            fill = Math.min(1, fill * 1.18);
        }
        double scale = Math.min(
                fill / Math.max(bounds.getHeight(), bounds.getWidth() * .85),
                Math.min(width * .94 / bounds.getWidth(), height * .88 / bounds.getHeight()));
        if (idea.framing() == Framing.CLOSE_UP) {
            scale = fill / Math.max(bounds.getHeight(), bounds.getWidth() * .85);
        }
        boolean scenic = group.kind().isScenery();
        double x = width / 2
                + (hasPlace ? dice.around(Math.max(.05, (width - bounds.getWidth() * scale) * .5)) : dice.around(.03));
        double tall = bounds.getHeight() * scale;
        double base;
        if (bust) {
            base = height;
        } else if (floor.surface() == Floor.Surface.NONE || !hasPlace || isAloft(group)) {
            double middle = isAloft(group) && hasPlace && floor.surface() != Floor.Surface.NONE ? FLIGHT : .5;
            base = Math.max(height * middle + tall / 2, tall + height * .04) + dice.around(.03);
        } else {
            base = scenic
                    ? (floor.horizon() + .12) * height
                    : dice.between(floor.back() + (floor.front() - floor.back()) * .45, floor.front()) * height;
            base = Math.max(base, Math.min(floor.front() * height, tall + height * .06));
        }
        var spot = placement(group);
        switch (spot) {
            case LEFT, TOP_LEFT, BOTTOM_LEFT -> x = width * .27;
            case RIGHT, TOP_RIGHT, BOTTOM_RIGHT -> x = width * .73;
            case ANYWHERE, TOP, BOTTOM, CENTRE, FOREGROUND, BACKGROUND -> {}
        }
        switch (spot) {
            case TOP, TOP_LEFT, TOP_RIGHT -> base = tall + height * .06;
            case BOTTOM, BOTTOM_LEFT, BOTTOM_RIGHT, FOREGROUND -> base = height * .96;
            case CENTRE -> x = width / 2;
            case BACKGROUND -> {
                scale *= .55;
                base = (floor.horizon() + .06) * height;
            }
            case ANYWHERE, LEFT, RIGHT -> {}
        }
        if (spot != Placement.ANYWHERE && spot != Placement.CENTRE && spot != Placement.FOREGROUND) {
            scale = Math.min(scale, .48 / Math.max(bounds.getHeight(), bounds.getWidth()));
        }
        face(group, x > width * .55 || (x >= width * .45 && dice.chance(.5)));
        double lean =
                group.kind() == Kind.BUILDING || group.kind() == Kind.PLACE || group.kind() == Kind.VEHICLE || bust
                        ? 0
                        : dice.around(isFloating(group) ? 7 : 3);
        group.turn(lean);
        double middle = isAcross(group) ? group.bounds().getCenterX() * scale : 0;
        put(group, x - middle, base, scale, 0);
    }

    /** Whether what it holds reaches far to one side, so that the whole is to be in the middle. */
    private static boolean isAcross(Group group) {
        return group.bounds().getWidth() > group.main().bounds().getWidth() * 1.25;
    }

    private boolean isFloating(Group group) {
        return floor.surface() == Floor.Surface.NONE || isAloft(group) || !hasPlace;
    }

    /** Turns the group to the left or to the right, if it may be mirrored. */
    private static void face(Group group, boolean left) {
        if (group.looksRight() == left && group.isMirrorable()) {
            group.mirror();
        }
    }

    /** From left to right: as relations say, else mixed by chance but the first subject near the middle. */
    private List<Group> ordered(List<Group> groups) {
        var order = new ArrayList<>(groups);
        if (dice.chance(.5) && idea.relations().isEmpty()) {
            order = new ArrayList<>(order.reversed());
        }
        for (int pass = 0; pass < 3; pass++) {
            for (var relation : idea.relations()) {
                var kind = relation.kind();
                if (kind == Relation.Kind.LEFT_OF) {
                    arrange(order, relation.from(), relation.to());
                } else if (kind == Relation.Kind.RIGHT_OF) {
                    arrange(order, relation.to(), relation.from());
                } else if (kind == Relation.Kind.BETWEEN) {
                    between(order, relation.from());
                }
            }
        }
        order.sort(Comparator.comparingInt(g -> switch (placement(g)) {
            case LEFT, TOP_LEFT, BOTTOM_LEFT -> -1;
            case RIGHT, TOP_RIGHT, BOTTOM_RIGHT -> 1;
            case ANYWHERE, TOP, BOTTOM, CENTRE, FOREGROUND, BACKGROUND -> 0;
        }));
        return order;
    }

    private static void arrange(List<Group> order, int left, int right) {
        var movers = order.stream().filter(g -> g.subject() == left).toList();
        int first = -1;
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).subject() == right) {
                first = i;
                break;
            }
        }
        boolean wrong = movers.stream()
                .anyMatch(m -> order.indexOf(m)
                        > order.stream()
                                .filter(g -> g.subject() == right)
                                .mapToInt(order::indexOf)
                                .min()
                                .orElse(Integer.MAX_VALUE));
        if (first >= 0 && wrong) {
            order.removeAll(movers);
            for (int i = 0; i < order.size(); i++) {
                if (order.get(i).subject() == right) {
                    order.addAll(i, movers);
                    return;
                }
            }
        }
    }

    private static void between(List<Group> order, int subject) {
        var movers = order.stream().filter(g -> g.subject() == subject).toList();
        order.removeAll(movers);
        order.addAll(order.size() / 2, movers);
    }

    /** Groups side by side, in up to four rows, the farther ones smaller and higher. */
    private void rows(List<Group> groups) {
        int n = groups.size();
        int rows = rowsFor(groups);
        boolean busts = hasPlace && groups.stream().allMatch(g -> g.kind() == Kind.BUST);
        int done = 0;
        double step = hasPlace ? (floor.front() - floor.back()) * height / rows : height * .74 / rows;
        for (int row = 0; row < rows; row++) {
            int many = (n - done) / (rows - row);
            var members = groups.subList(done, done + many);
            done += many;
            double depth = rows == 1 ? .7 : (row + .5) / rows;
            double distance = hasPlace ? FAR_SCALE + (1 - FAR_SCALE) * depth : 1;
            double base = busts
                    ? height * (rows == 1 ? 1 : .78 + .22 * row / (rows - 1))
                    : isAfloat()
                            ? height * .5 + (row - (rows - 1) / 2.0) * step
                            : floor.back() * height + (floor.front() - floor.back()) * height * depth;
            row(members, base, distance, rows, row % 2 == 1 ? .5 : 0);
        }
    }

    /** The number of rows with which everything is largest, and nothing is hidden for the most part by what is before it. */
    private int rowsFor(List<Group> groups) {
        double wide = 0;
        double high = 0;
        for (var group : groups) {
            wide += group.bounds().getWidth();
            high = Math.max(high, group.bounds().getHeight());
        }
        int best = 1;
        double largest = 0;
        for (int rows = 1; rows <= Math.min(MOST_ROWS, groups.size()); rows++) {
            double across = width * .92 * rows / (wide * 1.08);
            double scale = Math.min(across, tallest(rows) / high);
            if (scale > largest * 1.05) {
                largest = scale;
                best = rows;
            }
        }
        return best;
    }

    /** How high members of one of so many rows may be. */
    private double tallest(int rows) {
        if (rows == 1) {
            return height * .62;
        }
        double step = (isAfloat() ? .74 : floor.front() - floor.back()) * height / rows;
        return isAfloat() ? height * .8 / rows : Math.min(height * .5, step / SEEN);
    }

    private boolean isAfloat() {
        return floor.surface() == Floor.Surface.NONE || !hasPlace;
    }

    private void row(List<Group> members, double base, double distance, int rows, double stagger) {
        double total = 0;
        double tallest = 0;
        for (var group : members) {
            total += group.bounds().getWidth();
            tallest = Math.max(tallest, group.bounds().getHeight());
        }
        double gap = .08 * total / members.size();
        double room = width * .92;
        double high = Math.min(base * .88, tallest(rows));
        double scale = Math.min(room / (total + gap * (members.size() - 1)), high / tallest);
        scale = Math.min(scale, (members.size() == 1 ? .6 : .68) / tallest) * distance * (.94 + dice.unit() * .08);
        double span = (total + gap * (members.size() - 1)) * scale;
        double spread = Math.min(width * .94 / span, members.size() == 1 ? 1 : 1.25);
        double x = (width - span * spread) / 2 + (members.size() == 1 ? 0 : stagger * .04) + dice.around(.02);
        for (int i = 0; i < members.size(); i++) {
            var group = members.get(i);
            double wide = group.bounds().getWidth() * scale * spread;
            double middle = x + wide / 2;
            x += wide + gap * scale * spread;
            turn(group, middle, i, members);
            double lift = members.size() > 1 ? dice.around(isAfloat() ? .02 : .025) * height : 0;
            double own = isAfloat()
                    ? base + lift + group.bounds().getHeight() * scale / 2
                    : Math.min(base + lift, height * .97);
            if (group.kind() == Kind.BUST && hasPlace) {
                own = Math.max(own, base);
            }
            put(group, middle - group.bounds().getCenterX() * scale, own, scale, hasPlace ? (1 - distance) * .25 : 0);
        }
    }

    private void turn(Group group, double middle, int i, List<Group> members) {
        boolean left = middle > width / 2;
        for (var relation : idea.relations()) {
            boolean mine = relation.from() == group.subject() || relation.to() == group.subject();
            if (mine && relation.kind() == Relation.Kind.CHASING) {
                boolean chaserIsRight = members.getFirst().subject() == relation.to();
                left = chaserIsRight;
            }
        }
        if (idea.relations().isEmpty() && members.size() > 2 && dice.chance(.3)) {
            left = i % 2 == 0;
        }
        face(group, left);
        if (!group.kind().isScenery() && group.kind() != Kind.BUST && group.kind() != Kind.VEHICLE) {
            group.turn(dice.around(3));
        }
    }

    private void background(List<Group> groups) {
        int n = groups.size();
        boolean left = dice.chance(.5);
        for (int i = 0; i < n; i++) {
            var group = groups.get(i);
            var bounds = group.bounds();
            double size = group.kind() == Kind.PLACE ? .62 : .52;
            double scale = Math.min(
                    size / Math.max(bounds.getHeight(), bounds.getWidth() * .8), width * .9 / n / bounds.getWidth());
            double x = n == 1 ? width * (left ? dice.between(.26, .36) : dice.between(.64, .74)) : width * (i + .5) / n;
            double base =
                    hasPlace && floor.surface() != Floor.Surface.NONE ? (floor.horizon() + .05) * height : height * .8;
            for (var piece : place(group, x - bounds.getCenterX() * scale, base, scale)) {
                placed.add(new Scene.Placed(
                        piece.moved(new AffineTransform(), -100 + i), .1, base, Double.POSITIVE_INFINITY));
            }
        }
    }

    private void sky(List<Group> groups, int standing) {
        int n = groups.size();
        for (int i = 0; i < n; i++) {
            var group = groups.get(i);
            var bounds = group.bounds();
            double size = Math.min(.34, .62 / Math.sqrt(n)) * (standing > 3 ? .7 : 1);
            double scale = Math.min(size / Math.max(bounds.getHeight(), bounds.getWidth()), size);
            scale = Math.min(scale, width * .8 / n / bounds.getWidth());
            double slot = (i + .5) / n;
            double x = n == 1
                    ? width * (dice.chance(.5) ? dice.between(.18, .3) : dice.between(.7, .82))
                    : width * (.08 + .84 * slot) + dice.around(.04);
            double y = height * dice.between(.14, .26) + bounds.getHeight() * scale / 2;
            y = Math.max(y, bounds.getHeight() * scale * 1.06 + height * .015);
            face(group, x > width / 2);
            group.turn(dice.around(6));
            for (var piece : place(group, x, y, scale)) {
                placed.add(new Scene.Placed(
                        piece.moved(new AffineTransform(), -50 + i).standing(Piece.Stance.FLOATS),
                        0,
                        y,
                        Double.POSITIVE_INFINITY));
            }
        }
    }

    private void scatter(List<Group> groups) {
        int n = groups.size();
        int columns = (int) Math.ceil(Math.sqrt(n * width / height));
        int rows = (n + columns - 1) / columns;
        for (int i = 0; i < n; i++) {
            var group = groups.get(i);
            int row = i / columns;
            int inRow = Math.min(columns, n - row * columns);
            double cell = Math.min(width / columns, height / rows);
            double x = width * (i % columns + .5) / inRow + dice.around(.16) * cell;
            double y = height * (.06 + .88 * (row + .5) / rows) + dice.around(.14) * cell;
            var bounds = group.bounds();
            double scale = cell * .84 / Math.max(bounds.getWidth(), bounds.getHeight()) * (.9 + .2 * dice.unit());
            face(group, dice.chance(.5));
            group.turn(dice.around(8));
            put(group, x - group.bounds().getCenterX() * scale, y + bounds.getHeight() * scale / 2, scale, 0);
        }
    }

    private void put(Group group, double x, double base, double scale, double haze) {
        double water = Double.POSITIVE_INFINITY;
        double ground = base;
        if (floor.surface() == Floor.Surface.WATER && hasPlace && !isAloft(group)) {
            double deep = group.main().bounds().getHeight()
                    * scale
                    * (group.kind() == Kind.VESSEL ? .06 : group.kind() == Kind.SWIMMER ? .2 : .13);
            water = base - deep;
        }
        for (var piece : place(group, x, base, scale)) {
            boolean floats = floor.surface() == Floor.Surface.NONE || this.ground == Ground.PLAIN || isAloft(group);
            var standing = floats
                    ? piece.stance() == Piece.Stance.STANDS ? piece.standing(Piece.Stance.FLOATS) : piece
                    : piece;
            placed.add(new Scene.Placed(
                    standing.moved(new AffineTransform(), base * 10),
                    haze,
                    standing.bounds().getMaxY() > ground ? standing.bounds().getMaxY() : ground,
                    water));
        }
    }

    private static List<Piece> place(Group group, double x, double base, double scale) {
        var by = AffineTransform.getTranslateInstance(x, base);
        by.scale(scale, scale);
        double lowest = group.main().bounds().getMaxY();
        by.translate(0, -lowest);
        return group.pieces().stream().map(piece -> piece.moved(by, 0)).toList();
    }
}
