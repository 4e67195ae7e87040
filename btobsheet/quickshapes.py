"""The shapes of our classes' ``__init__``, compiled beforehand by quickclass.

Not to be edited: BTOBSHEET_UPDATE_GOLDEN=1 has tests/house/test_quickclass.py write it anew.
"""


def assign_00(self, _0, _1):
    self._0 = _0
    self._1 = _1


def assign_000111(self, _0, _1, _2, _3, _4, _5):
    self._0 = _0
    self._1 = _1
    self._2 = _2
    self._3 = _make3() if _3 is _missing else _3
    self._4 = _make4() if _4 is _missing else _4
    self._5 = _make5() if _5 is _missing else _5


def assign_0010(self, _0, _1, _2, _3):
    self._0 = _0
    self._1 = _1
    self._2 = _make2() if _2 is _missing else _2
    self._3 = _3


def assign_001000(self, _0, _1, _2, _3, _4, _5):
    self._0 = _0
    self._1 = _1
    self._2 = _make2() if _2 is _missing else _2
    self._3 = _3
    self._4 = _4
    self._5 = _5


def assign_0011(self, _0, _1, _2, _3):
    self._0 = _0
    self._1 = _1
    self._2 = _make2() if _2 is _missing else _2
    self._3 = _make3() if _3 is _missing else _3


def assign_11(self, _0, _1):
    self._0 = _make0() if _0 is _missing else _0
    self._1 = _make1() if _1 is _missing else _1


def assign_11101(self, _0, _1, _2, _3, _4):
    self._0 = _make0() if _0 is _missing else _0
    self._1 = _make1() if _1 is _missing else _1
    self._2 = _make2() if _2 is _missing else _2
    self._3 = _3
    self._4 = _make4() if _4 is _missing else _4


def assign_111110000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8):
    self._0 = _make0() if _0 is _missing else _0
    self._1 = _make1() if _1 is _missing else _1
    self._2 = _make2() if _2 is _missing else _2
    self._3 = _make3() if _3 is _missing else _3
    self._4 = _make4() if _4 is _missing else _4
    self._5 = _5
    self._6 = _6
    self._7 = _7
    self._8 = _8


def set_0(self, _0):
    _set0(self, _0)


def set_00(self, _0, _1):
    _set0(self, _0)
    _set1(self, _1)


def set_000(self, _0, _1, _2):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)


def set_0000(self, _0, _1, _2, _3):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)


def set_00000(self, _0, _1, _2, _3, _4):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)


def set_000000(self, _0, _1, _2, _3, _4, _5):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)


def set_0000000(self, _0, _1, _2, _3, _4, _5, _6):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)


def set_00000000(self, _0, _1, _2, _3, _4, _5, _6, _7):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)


def set_000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)


def set_0000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)
    _set9(self, _9)


def set_00000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)
    _set9(self, _9)
    _set10(self, _10)


def set_000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)
    _set9(self, _9)
    _set10(self, _10)
    _set11(self, _11)


def set_0000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)
    _set9(self, _9)
    _set10(self, _10)
    _set11(self, _11)
    _set12(self, _12)


def set_000000000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18, _19, _20):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)
    _set9(self, _9)
    _set10(self, _10)
    _set11(self, _11)
    _set12(self, _12)
    _set13(self, _13)
    _set14(self, _14)
    _set15(self, _15)
    _set16(self, _16)
    _set17(self, _17)
    _set18(self, _18)
    _set19(self, _19)
    _set20(self, _20)


def set_000000000000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18, _19, _20, _21, _22, _23):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)
    _set9(self, _9)
    _set10(self, _10)
    _set11(self, _11)
    _set12(self, _12)
    _set13(self, _13)
    _set14(self, _14)
    _set15(self, _15)
    _set16(self, _16)
    _set17(self, _17)
    _set18(self, _18)
    _set19(self, _19)
    _set20(self, _20)
    _set21(self, _21)
    _set22(self, _22)
    _set23(self, _23)


def set_00000000000000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18, _19, _20, _21, _22, _23, _24, _25):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)
    _set9(self, _9)
    _set10(self, _10)
    _set11(self, _11)
    _set12(self, _12)
    _set13(self, _13)
    _set14(self, _14)
    _set15(self, _15)
    _set16(self, _16)
    _set17(self, _17)
    _set18(self, _18)
    _set19(self, _19)
    _set20(self, _20)
    _set21(self, _21)
    _set22(self, _22)
    _set23(self, _23)
    _set24(self, _24)
    _set25(self, _25)


def set_00000000000000000000000000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, _28, _29, _30, _31, _32, _33, _34, _35, _36, _37):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)
    _set6(self, _6)
    _set7(self, _7)
    _set8(self, _8)
    _set9(self, _9)
    _set10(self, _10)
    _set11(self, _11)
    _set12(self, _12)
    _set13(self, _13)
    _set14(self, _14)
    _set15(self, _15)
    _set16(self, _16)
    _set17(self, _17)
    _set18(self, _18)
    _set19(self, _19)
    _set20(self, _20)
    _set21(self, _21)
    _set22(self, _22)
    _set23(self, _23)
    _set24(self, _24)
    _set25(self, _25)
    _set26(self, _26)
    _set27(self, _27)
    _set28(self, _28)
    _set29(self, _29)
    _set30(self, _30)
    _set31(self, _31)
    _set32(self, _32)
    _set33(self, _33)
    _set34(self, _34)
    _set35(self, _35)
    _set36(self, _36)
    _set37(self, _37)


def set_000001(self, _0, _1, _2, _3, _4, _5):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _make5() if _5 is _missing else _5)


def set_0001(self, _0, _1, _2, _3):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _2)
    _set3(self, _make3() if _3 is _missing else _3)


def set_001(self, _0, _1, _2):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _make2() if _2 is _missing else _2)


def set_0010(self, _0, _1, _2, _3):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _make2() if _2 is _missing else _2)
    _set3(self, _3)


def set_001000(self, _0, _1, _2, _3, _4, _5):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _make2() if _2 is _missing else _2)
    _set3(self, _3)
    _set4(self, _4)
    _set5(self, _5)


def set_0011(self, _0, _1, _2, _3):
    _set0(self, _0)
    _set1(self, _1)
    _set2(self, _make2() if _2 is _missing else _2)
    _set3(self, _make3() if _3 is _missing else _3)


def update_(self):
    pass


def update_0(self, _0):
    self.__dict__.update(_0=_0)


def update_00(self, _0, _1):
    self.__dict__.update(_0=_0, _1=_1)


def update_000(self, _0, _1, _2):
    self.__dict__.update(_0=_0, _1=_1, _2=_2)


def update_0000(self, _0, _1, _2, _3):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3)


def update_00000(self, _0, _1, _2, _3, _4):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4)


def update_000000(self, _0, _1, _2, _3, _4, _5):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5)


def update_0000000(self, _0, _1, _2, _3, _4, _5, _6):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6)


def update_00000000(self, _0, _1, _2, _3, _4, _5, _6, _7):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7)


def update_000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8)


def update_0000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9)


def update_00000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10)


def update_000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11)


def update_0000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11, _12=_12)


def update_00000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11, _12=_12, _13=_13)


def update_000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11, _12=_12, _13=_13, _14=_14)


def update_0000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11, _12=_12, _13=_13, _14=_14, _15=_15)


def update_00000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11, _12=_12, _13=_13, _14=_14, _15=_15, _16=_16)


def update_00000000000000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18, _19, _20, _21, _22, _23, _24, _25):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11, _12=_12, _13=_13, _14=_14, _15=_15, _16=_16, _17=_17, _18=_18, _19=_19, _20=_20, _21=_21, _22=_22, _23=_23, _24=_24, _25=_25)


def update_000000000000000000000000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18, _19, _20, _21, _22, _23, _24, _25, _26, _27, _28, _29):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11, _12=_12, _13=_13, _14=_14, _15=_15, _16=_16, _17=_17, _18=_18, _19=_19, _20=_20, _21=_21, _22=_22, _23=_23, _24=_24, _25=_25, _26=_26, _27=_27, _28=_28, _29=_29)


def update_000000010(self, _0, _1, _2, _3, _4, _5, _6, _7, _8):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_make7() if _7 is _missing else _7, _8=_8)


def update_000000011110(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6, _7=_make7() if _7 is _missing else _7, _8=_make8() if _8 is _missing else _8, _9=_make9() if _9 is _missing else _9, _10=_make10() if _10 is _missing else _10, _11=_11)


def update_00000011111(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_make6() if _6 is _missing else _6, _7=_make7() if _7 is _missing else _7, _8=_make8() if _8 is _missing else _8, _9=_make9() if _9 is _missing else _9, _10=_make10() if _10 is _missing else _10)


def update_000000_checked(self, _0, _1, _2, _3, _4, _5):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_5)
    self.__post_init__()


def update_000001(self, _0, _1, _2, _3, _4, _5):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_make5() if _5 is _missing else _5)


def update_000001000000000(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_4, _5=_make5() if _5 is _missing else _5, _6=_6, _7=_7, _8=_8, _9=_9, _10=_10, _11=_11, _12=_12, _13=_13, _14=_14)


def update_000011111(self, _0, _1, _2, _3, _4, _5, _6, _7, _8):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_3, _4=_make4() if _4 is _missing else _4, _5=_make5() if _5 is _missing else _5, _6=_make6() if _6 is _missing else _6, _7=_make7() if _7 is _missing else _7, _8=_make8() if _8 is _missing else _8)


def update_00011(self, _0, _1, _2, _3, _4):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_make3() if _3 is _missing else _3, _4=_make4() if _4 is _missing else _4)


def update_00011100(self, _0, _1, _2, _3, _4, _5, _6, _7):
    self.__dict__.update(_0=_0, _1=_1, _2=_2, _3=_make3() if _3 is _missing else _3, _4=_make4() if _4 is _missing else _4, _5=_make5() if _5 is _missing else _5, _6=_6, _7=_7)


def update_001(self, _0, _1, _2):
    self.__dict__.update(_0=_0, _1=_1, _2=_make2() if _2 is _missing else _2)


def update_01(self, _0, _1):
    self.__dict__.update(_0=_0, _1=_make1() if _1 is _missing else _1)


def update_110(self, _0, _1, _2):
    self.__dict__.update(_0=_make0() if _0 is _missing else _0, _1=_make1() if _1 is _missing else _1, _2=_2)


def update_1100000(self, _0, _1, _2, _3, _4, _5, _6):
    self.__dict__.update(_0=_make0() if _0 is _missing else _0, _1=_make1() if _1 is _missing else _1, _2=_2, _3=_3, _4=_4, _5=_5, _6=_6)


def update_1100110100(self, _0, _1, _2, _3, _4, _5, _6, _7, _8, _9):
    self.__dict__.update(_0=_make0() if _0 is _missing else _0, _1=_make1() if _1 is _missing else _1, _2=_2, _3=_3, _4=_make4() if _4 is _missing else _4, _5=_make5() if _5 is _missing else _5, _6=_6, _7=_make7() if _7 is _missing else _7, _8=_8, _9=_9)
