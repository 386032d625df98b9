package io.lutra.engine.sketch.library;

/** What sort of thing a concept is, as far as composing cares: how it stands, how it is lit, what it can wear. */
public enum Kind {
    /** A round face with nothing below. */
    FACE,
    /** The head of an animal. */
    HEAD,
    /** A person from the chest up. */
    BUST,
    /** A person or a creature like one, whole. */
    PERSON,
    /** An animal that stands, sits or lies. */
    ANIMAL,
    /** An animal or a thing in the air. */
    FLYER,
    /** An animal in the water. */
    SWIMMER,
    PLANT,
    FOOD,
    /** A piece of landscape: mountain, fountain, wave. */
    PLACE,
    BUILDING,
    VEHICLE,
    /** A vehicle on water. */
    VESSEL,
    AIRCRAFT,
    /** Sun, cloud, rainbow. */
    SKY,
    CLOTHING,
    OBJECT,
    /** A sign without a body: heart, note, star. */
    SYMBOL;

    /** Whether it is alive, or acts as if: it can wear, hold and ride. */
    public boolean isAlive() {
        return switch (this) {
            case FACE, HEAD, BUST, PERSON, ANIMAL, FLYER, SWIMMER -> true;
            case PLANT, FOOD, PLACE, BUILDING, VEHICLE, VESSEL, AIRCRAFT, SKY, CLOTHING, OBJECT, SYMBOL -> false;
        };
    }

    /** Whether it belongs far off, behind other things. */
    public boolean isScenery() {
        return this == PLACE || this == BUILDING;
    }

    /** Whether it needs nothing to stand on. */
    public boolean isAirborne() {
        return this == FLYER || this == AIRCRAFT || this == SKY;
    }
}
