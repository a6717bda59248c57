// System calls that Swift's Glibc module lacks.
#pragma once
