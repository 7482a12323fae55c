// A core that reaches up to the actors must not compile: the link rules give it no way there.
#include "actors/messages.hpp"
